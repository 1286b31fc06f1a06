Place: str = JsonData(path='$.author.declared_place', required=False)
Spam: bool = JsonData(path='$.judgement.spam')
Counted = IncrementWindow(key='wave-spam', window_seconds=3600.0, when_all=[Place == 'S'])
Require(rule='waves.sml')
