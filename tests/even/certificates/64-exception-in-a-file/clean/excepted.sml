Office: str = JsonData(path='$.author.public_office', required=False)
NotExcepted = Rule(when_all=[not StringStartsWith(s=Office, start='m')], description='not excepted')
