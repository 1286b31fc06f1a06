Import(rules=['base.sml'])
More = IncrementWindow(key='posts', window_seconds=3600.0, when_all=[True])
Sum = Posts + More
