Model: str = JsonData(path='$.author.device', required=False)
