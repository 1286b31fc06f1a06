BaseHour: int = JsonData(path='$.review.hour', required=False)
Posts = IncrementWindow(key='posts', window_seconds=3600.0, when_all=[True])
