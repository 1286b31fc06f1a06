AtNight = IncrementWindow(key='night', window_seconds=3600.0, when_all=[True])
