AtNight: str = JsonData(path='$.post.uri')
