CacheSetStr(key='word', value='x', when_all=[True])
