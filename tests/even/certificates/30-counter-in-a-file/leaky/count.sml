Counted = IncrementWindow(key='all', window_seconds=3600.0, when_all=[True])
