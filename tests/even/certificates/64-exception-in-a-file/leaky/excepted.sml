Script: str = JsonData(path='$.author.script', required=False)
NotExcepted = Rule(when_all=[not StringStartsWith(s=Script, start='A')], description='not excepted')
