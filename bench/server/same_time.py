"""Whether the time of an answer tells which decisions exist: over HTTP, many at once, as an attacker would ask.

usage: same_time.py URL WRONG NONE TRIES [AT_ONCE]

WRONG and NONE are files with lines "DECISION CODE": of decisions that exist, with a code that is not theirs, and of decisions that do not.
They are asked about in turn, TRIES times each, AT_ONCE (16) at a time. Exits with 1 where the means of the middle half of the times,
which what else the machine does cannot move, differ by more than 5 %, or where any answer has other bytes than the first, but for the number that was typed and comes back.
"""
import asyncio
import statistics
import sys
import time
from urllib.parse import quote, urlsplit


async def ask(address, decision, code):
    """The seconds until the whole answer was there, and the answer."""
    body = f'decision={quote(decision)}&code={quote(code)}'
    request = (f'POST /en/code HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/x-www-form-urlencoded\r\n'
               f'Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}')
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(request.encode())
    answer = await reader.read()
    seconds = time.perf_counter() - begun
    writer.close()
    head, _, page = answer.partition(b'\r\n\r\n')
    lines = [line for line in head.split(b'\r\n') if not line.lower().startswith(b'date:')]
    return seconds, b'\n'.join(lines) + b'\n\n' + page.replace(decision.encode(), b'D')


def mean_of_middle_half(times):
    quarter = len(times) // 4
    return statistics.fmean(sorted(times)[quarter:len(times) - quarter])


async def main():
    url, wrong, none, tries = sys.argv[1:5]
    at_once = int(sys.argv[5]) if len(sys.argv) > 5 else 16
    address = urlsplit(url)
    kinds = [[line.split() for line in open(name)] for name in (wrong, none)]
    waiting = [(kind, kinds[kind][i % len(kinds[kind])]) for i in range(int(tries)) for kind in ((0, 1) if i % 2 else (1, 0))]
    waiting.reverse()
    times, answers = ([], []), set()

    async def reader():
        while waiting:
            kind, (decision, code) = waiting.pop()
            seconds, answer = await ask(address, decision, code)
            times[kind].append(seconds)
            answers.add(answer)

    await asyncio.gather(*(reader() for _ in range(at_once)))
    means = [mean_of_middle_half(one) * 1e3 for one in times]
    ratio = means[0] / means[1]
    print(f'over HTTP, {at_once} at once: wrong code {means[0]:.1f} ms, no such decision {means[1]:.1f} ms, ratio {ratio:.3f} '
          f'({len(times[0])} tries each); different answers: {len(answers)}')
    sys.exit(0 if abs(ratio - 1) <= 0.05 and len(answers) == 1 else 1)


asyncio.run(main())
