Counted = IncrementWindow(key='k', window_seconds=60.0, when_all=[True])
