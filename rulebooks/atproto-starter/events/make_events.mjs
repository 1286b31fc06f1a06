// Writes the sample events: one invented day on a small network, as Jetstream v1 messages.
//
//   node make_events.mjs | gzip -9n > sample.jsonl.gz
//
// The same bytes every time: the only randomness is the generator below. Nobody in it exists.

import { languages } from './texts.mjs';

// --- Chance (mulberry32), fixed.

let seed = 20260210;
function chance() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(chance() * n);
const pick = (list) => list[below(list.length)];
const id = (length, alphabet = 'abcdefghijklmnopqrstuvwxyz234567') =>
  Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');

// --- Time: one day from midnight UTC, quiet at night.

const midnight = Date.UTC(2026, 1, 10) * 1000;
const minute = 60e6;
const hour = 60 * minute;
function someTime() {
  for (;;) {
    const at = chance() * 24 * hour;
    const busy = 0.25 + 0.75 * Math.sin((Math.PI * at) / (24 * hour));
    if (chance() < busy) return midnight + Math.floor(at);
  }
}
const iso = (us) => new Date(us / 1000).toISOString();

const tidAlphabet = '234567abcdefghijklmnopqrstuvwxyz';
function tid(us) {
  let n = BigInt(Math.floor(us)) * 1024n + 7n;
  let text = '';
  for (let i = 0; i < 13; i++, n >>= 5n) text = tidAlphabet[Number(n & 31n)] + text;
  return text;
}

// --- Events.

const events = [];
function put(us, did, rest) {
  events.push({ did, time_us: Math.floor(us), ...rest });
}
function commit(us, did, operation, collection, rkey, record) {
  const body = { rev: tid(us + 1500), operation, collection, rkey };
  if (record) Object.assign(body, { record: { $type: collection, ...record }, cid: 'bafyrei' + id(52) });
  put(us, did, { kind: 'commit', commit: body });
  return `at://${did}/${collection}/${rkey}`;
}
const reference = (uri) => ({ uri, cid: 'bafyrei' + id(52) });

function post(us, who, text, parent) {
  const record = { text, langs: [who.language], createdAt: iso(us) };
  if (parent) record.reply = { root: reference(parent), parent: reference(parent) };
  const uri = commit(us, who.did, 'create', 'app.bsky.feed.post', tid(us), record);
  return uri;
}
const follow = (us, who, whom) =>
  commit(us, who.did, 'create', 'app.bsky.graph.follow', tid(us), { subject: whom.did, createdAt: iso(us) });
const react = (us, who, kind, uri) =>
  commit(us, who.did, 'create', `app.bsky.feed.${kind}`, tid(us), { subject: reference(uri), createdAt: iso(us) });
const profile = (us, who, operation, displayName, description = '') =>
  commit(us, who.did, operation, 'app.bsky.actor.profile', 'self', { displayName, description, createdAt: iso(us) });
const identity = (us, who, handle) =>
  put(us, who.did, { kind: 'identity', identity: { did: who.did, handle, seq: events.length + 1, time: iso(us) } });

// --- People.

function person(language) {
  const { first, last, handle } = languages[language];
  const n = below(first.length);
  return {
    did: 'did:plc:' + id(24),
    language,
    name: `${first[n]} ${pick(last)}`,
    handle: `${handle[n]}${below(90) + 10}.people.example`,
  };
}
const wheel = Object.entries(languages).flatMap(([code, { weight }]) => Array(weight).fill(code));
const crowd = Array.from({ length: 160 }, () => person(pick(wheel)));
const newcomer = (us, language, name, description) => {
  const who = person(language);
  identity(us - 20e6, who, who.handle);
  profile(us, who, 'create', name ?? who.name, description);
  return who;
};

function say(language, kind) {
  const words = languages[language];
  return pick(words[kind]).replace(/\{(\w+)\}/g, (_, list) => pick(words[list]));
}

// --- An ordinary day.

const posts = [];
function ordinaryPost() {
  const who = crowd[Math.floor(crowd.length * chance() ** 2)];  // a few write much
  const us = someTime();
  let text = say(who.language, 'plain');
  if (chance() < 0.08) text += ` https://${pick(['news', 'photos', 'recipes', 'maps'])}.example/${id(6)}`;
  const parent = posts.length > 20 && chance() < 0.3 ? pick(posts).uri : undefined;
  posts.push({ us, uri: post(us, who, text, parent) });
}
for (let i = 0; i < 720; i++) ordinaryPost();
for (let i = 0; i < 1120; i++) {
  const on = pick(posts);
  react(on.us + chance() * 3 * hour, pick(crowd), chance() < 0.78 ? 'like' : 'repost', on.uri);
}
for (let i = 0; i < 420; i++) follow(someTime(), pick(crowd), pick(crowd));
for (let i = 0; i < 45; i++) {
  const who = pick(crowd);
  profile(someTime(), who, 'update', who.name, say(who.language, 'plain'));
}
for (let i = 0; i < 30; i++) {
  const uri = pick(posts).uri.split('/');
  commit(someTime() + 3 * hour, uri[2], 'delete', uri[3], uri[4]);
}
for (let i = 0; i < 22; i++) {
  const us = someTime();
  const who = newcomer(us, pick(wheel));
  follow(us + 2 * minute, who, pick(crowd));
  post(us + 5 * minute, who, say(who.language, 'plain'));
}

// --- An evening of protest: slogans on all sides, some again and again. To be left alone.

for (let i = 0; i < 120; i++) {
  const who = pick(crowd);
  post(midnight + 17 * hour + chance() * 4 * hour, who, say(who.language, 'slogan'));
}
for (const language of Object.keys(languages)) {
  const chanter = crowd.find((p) => p.language === language);
  const slogan = say(language, 'slogan');
  for (let i = 0; i < 7; i++) post(midnight + 18 * hour + i * 4 * minute + below(60e6), chanter, slogan);
}
for (let i = 0; i < 30; i++) {
  const who = pick(crowd);
  post(someTime(), who, say(who.language, 'idiom'));
}
for (const language of Object.keys(languages)) post(someTime(), person(language), say(language, 'literal'));

// --- Planted: what the rules are for.

// Prize swindlers: new accounts, a link in every post, spelled around filters.
for (const language of Object.keys(languages)) {
  const us = someTime();
  const who = newcomer(us, language);
  for (let i = 0; i < 8; i++) {
    post(us + 3 * minute + i * 45e6, who, `${say(language, 'scam')} https://free-prize.example/${id(5)}`);
  }
}

// New accounts that follow everybody; an old one does too, and is left alone.
const eager = [newcomer(midnight + 9 * hour, 'en'), newcomer(midnight + 14 * hour, 'fa'), crowd[3]];
eager.forEach((who, n) => {
  const start = midnight + (9.2 + 5 * n) * hour;
  for (let i = 0; i < 60; i++) follow(start + i * 5e6, who, crowd[(i * 7 + n) % crowd.length]);
});

// Names that look like offices: other scripts, other letters, hidden characters.
const offices = [
  ['en', 'Exаmple Bаnk'], ['en', 'Exarnple Bank'], ['fa', 'بانك نمونه'], ['es', 'Bancο Ejemplo'], ['ru', 'Пoчта Примера'],
];
for (const [language, name] of offices) newcomer(someTime(), language, name, 'support');
const lookalike = person('en');
identity(someTime(), lookalike, 'exаmplebank.example');

// Names that play with direction; and honest ones with ordinary marks.
newcomer(someTime(), 'en', 'admin \u202Etroppus\u202C');
newcomer(someTime(), 'en', 'photo\u202Egnp.exe');
newcomer(someTime(), 'fa', '\u2067کاربر تازه');
newcomer(someTime(), 'fa', '\u200Fمهمان\u200F');
newcomer(someTime(), 'ar', 'ضيف \u2068Guest\u2069');

// One advertisement over and over, dressed differently each time.
const seller = crowd[11];
const dress = ['', '!', '  ', '‌', 'ـ', '…', '؟', ' ✨'];
for (let i = 0; i < 8; i++) {
  const text = `فروش ویژه${dress[i]} گلدان‌های سفالی فقط تا پایان هفته${dress[7 - i]}`;
  post(midnight + 11 * hour + i * 3 * minute, seller, text);
}

// A newcomer who replies to everybody.
const flood = newcomer(midnight + 13 * hour, 'es');
const earlier = posts.filter((p) => p.us < midnight + 13 * hour);
for (let i = 0; i < 26; i++) {
  post(midnight + 13 * hour + 4 * minute + i * 8e6, flood, `Mira mi perfil ${i + 1} 👀`, pick(earlier).uri);
}

// A made-up word that this community does not want, plain and disguised.
for (const word of ['zorbling', 'z0rbling', 'zоrbling', 'Zorblings']) {
  post(someTime(), pick(crowd), `you are such a ${word}`);
}

events.sort((a, b) => a.time_us - b.time_us);
for (const event of events) console.log(JSON.stringify(event));
