# A moderation rulebook as teams on the AT Protocol write them: counters, caches, phrase lists, effects.
Import(rules=['models/post.sml'])

Require(rule='rules/pace.sml')
Require(rule='rules/words.sml', require_if=IsNew)
