Uri: str = JsonData(path='$.post.uri', required=False)
