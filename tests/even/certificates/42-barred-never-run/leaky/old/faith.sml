Faith: str = JsonData(path='$.author.religion', required=False)
