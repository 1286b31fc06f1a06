"""What a served site is in text browsers: every page says what its plain text says, and every form can be filled in and
sent with the keys of each browser.

usage: text_browsers.py URL SITE CODES

URL is where the site is served, SITE its folder; CODES has lines "FORM BROWSER DECISION CODE ITEM" of decisions of which each is
used once. Browsers that are not installed are named and left out.
"""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import urllib.request

DUMPS = {
    'w3m': ['w3m', '-dump', '-cols', '1000'],
    'lynx': ['lynx', '-dump', '-nolist', '-width=1000'],
    'links': ['links', '-dump', '-width', '500'],
}
# The pages of a language; those that are numbered or of a state stand for the others of their kind.
PAGES = ['index', 'code', 'appeal', 'comply', 'rules', 'rules/health-misinformation-1', 'rules/health.label', 'asymmetry', 'asymmetry/IR', 'outages', 'record',
         'decisions', 'decisions/1', 'networks', 'report', 'challenge', 'offline', 'check', 'ways']
FORMS = {'code': 'health', 'appeal': 'RECEIPT', 'comply': 'RECEIPT', 'report': 'RECEIPT', 'challenge': 'RECEIPT'}  # and a word of the answer
ENVIRONMENT = dict(os.environ, TERM='xterm', LANG='C.UTF-8', LC_ALL='C.UTF-8')
problems = []


def letters(text):
    """Letters and digits alone: browsers draw fields, bullets and columns each in its own way."""
    return re.sub(r'[\W_]', '', text)


def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def facts(twin):
    """The lines of a page's plain text, without what only a text has: targets of links, names of fields, commands."""
    twin = re.sub(r'(?ms)^curl .*?(?=^$|\Z)', '', twin)
    twin = re.sub(r'(?m)^- (?:page|bundle): .*$', '', twin)  # choices of a list that are not the chosen one
    twin = re.sub(r'(?m)^- both: |<[^<>\s]+>|\[[a-z_]+\]', '', twin)
    return [line for line in twin.split('\n') if letters(line)]


def check_page(browser, url, page):
    said = letters(subprocess.run(DUMPS[browser] + [f'{url}/{page}'], capture_output=True, env=ENVIRONMENT, timeout=60).stdout.decode())
    lacking = [line for line in facts(fetch(f'{url}/{page}.txt')) if letters(line) not in said]
    for line in lacking[:3]:
        problems.append(f'{browser} {page}: does not say: {line}')
    return len(lacking) == 0


class Screen:
    """A browser on a pseudo-terminal that is high enough for a whole page."""

    def __init__(self, command, home):
        self.child, self.fd = pty.fork()
        if self.child == 0:
            os.environ.update(ENVIRONMENT, HOME=home, EDITOR=os.path.join(home, 'editor'))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', 250, 120, 0, 0))
        self.settle()

    def settle(self, quiet=0.12, most=2.0):
        """What came until nothing more came for a moment."""
        out, began, last = b'', time.monotonic(), None
        while time.monotonic() - began < most and (last is None or time.monotonic() - last < quiet):
            if select.select([self.fd], [], [], 0.03)[0]:
                try:
                    out += os.read(self.fd, 65536)
                except OSError:
                    break
                last = time.monotonic()
        return out

    def press(self, keys):
        os.write(self.fd, keys.encode())
        self.settle()

    def wait_for(self, word, seconds=30):
        """Whether the word stands on the screen, drawn anew until it does."""
        shown, began = '', time.monotonic()
        while time.monotonic() - began < seconds:
            os.write(self.fd, b'\x0c')
            drawn = self.settle().decode(errors='replace')
            shown += re.sub(r'\x1b[\[(][0-9;?]*[A-Za-z]', ' ', drawn)
            if word in shown:
                return True
            time.sleep(0.2)
        print(shown[-2000:])
        return False

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.child, 0)


TAB, ENTER, DOWN = '\t', '\r', '\x1b[B'


def fill(screen, browser, fields, home):
    """Presses what a person would, from the first link of the page; `fields` are (kind, text)."""
    for kind, text in fields:
        if kind == 'link' or kind == 'choice':
            screen.press(TAB if browser == 'w3m' else DOWN)
        elif browser == 'w3m':  # a field is opened, and a long one in an editor
            if kind == 'area':
                with open(os.path.join(home, 'words'), 'w') as words:
                    words.write(text)
                screen.press(ENTER)
            else:
                screen.press(ENTER)
                screen.press(text)
                screen.press(ENTER)
            screen.press(TAB)
        else:
            screen.press(text)
            screen.press(TAB if browser == 'lynx' else DOWN)
    screen.press(ENTER)


def check_form(browser, url, form, decision, code, item):
    page = fetch(f'{url}/en/{form}')
    before = page[:page.index('<form')].count('<a ')
    fields = [('link', '')] * before
    if form == 'report':
        fields += [('line', item), ('line', 'bob'), ('area', f'seen in {browser}')]
    elif form == 'challenge':
        fields += [('line', item), ('area', f'open, seen in {browser}'), ('area', 'https://example.org/a'), ('line', '')]
    else:
        fields += [('line', decision), ('line', code)]
    if form == 'appeal':
        fields += [('area', f'typed in {browser}'), ('line', ''), ('line', ''), ('choice', '')]  # no new facts, no cut-off
    if form == 'comply':
        fields += [('line', item)]
    with tempfile.TemporaryDirectory() as home:
        editor = os.path.join(home, 'editor')
        with open(editor, 'w') as script:
            script.write(f'#!/bin/sh\ncp {home}/words "$1"\n')
        os.chmod(editor, 0o700)
        os.mkdir(os.path.join(home, '.links2'))  # else it greets whoever comes for the first time, and takes no keys
        screen = Screen([browser, f'{url}/en/{form}'], home)
        try:
            fill(screen, browser, fields, home)
            if not screen.wait_for(FORMS[form]):
                problems.append(f'{browser} {form}: no answer to what was typed')
        finally:
            screen.close()


def main():
    url, site, codes = sys.argv[1:]
    browsers = [name for name in DUMPS if shutil.which(name)]
    for name in DUMPS.keys() - set(browsers):
        print(f'   ({name} is not installed)')
    if not browsers:
        sys.exit(77)
    languages = sorted(name for name in os.listdir(site) if os.path.exists(f'{site}/{name}/index.html'))
    said = {name: 0 for name in browsers}

    def visit(browser):
        for language in languages:
            for page in PAGES:
                said[browser] += check_page(browser, url, f'{language}/{page}')
        for line in open(codes):
            form, whose, decision, code, item = line.split()
            if whose == browser:
                check_form(browser, url, form, decision, code, item)

    visits = [threading.Thread(target=visit, args=(name,)) for name in browsers]
    for one in visits:
        one.start()
    for one in visits:
        one.join()
    for name in browsers:
        print(f'   {name}: {said[name]} of {len(languages) * len(PAGES)} pages say what their plain text says, {len(FORMS)} forms sent')
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
