Import(rules=['base.sml'])
Night = IncrementWindow(key='night', window_seconds=3600.0, when_all=[True])
Sum = Posts + Night
