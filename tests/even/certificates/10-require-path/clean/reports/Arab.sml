Seen: str = JsonData(path='$.post.uri')
