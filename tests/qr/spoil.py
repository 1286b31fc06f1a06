"""A sheet of QR codes, printed and spoiled, as grey pictures that a reader of codes is given.

usage: spoil.py SHEET.svg DIR DPI

SHEET.svg is what `evenhand statement qr` draws. Each of its codes comes out at DPI dots an inch as DIR/KIND-N.pgm, for each kind of
harm below, and the first page as DIR/page.pgm. The same sheet gives the same pictures.
"""
import math
import random
import re
import sys

WHITE, BLACK = 235, 25  # paper and toner


def codes_of(svg):
    """Of each code its place and width on the paper, in millimetres, and its rows of modules."""
    found = []
    for x, y, width, side, path in re.findall(
            r'<svg x="(\d+)" y="(\d+)" width="(\d+)" height="\d+" viewBox="0 0 (\d+) \d+" [^>]*><path d="([^"]*)"', svg):
        rows = [bytearray(int(side)) for _ in range(int(side))]
        for column, row, run in re.findall(r'M(\d+) (\d+)h(\d+)v1h-\d+z', path):
            for module in range(int(column), int(column) + int(run)):
                rows[int(row)][module] = 1
        found.append((int(x), int(y), int(width), rows))
    return found


def printed(rows, dots):
    """A square of so many dots; a dot between modules takes of both, as toner and lenses do."""
    side = len(rows)
    weights = []
    for dot in range(dots):
        begin, end = dot * side / dots, (dot + 1) * side / dots
        parts = []
        module = int(begin)
        while module < end - 1e-9 and module < side:
            parts.append((module, (min(end, module + 1) - max(begin, module)) / (end - begin)))
            module += 1
        weights.append(parts)
    narrow = [[sum(row[m] * w for m, w in parts) for parts in weights] for row in rows]
    image = []
    for parts in weights:
        image.append([WHITE + (BLACK - WHITE) * sum(narrow[m][i] * w for m, w in parts) for i in range(dots)])
    return image


# ---- harms: each takes a picture and draws, and gives another


def untouched(image, draw):
    return image


def blots(image, draw):
    """Ink and bleach: four drops of each, three modules wide. (With six one code of a few hundred was beyond its correction.)"""
    size = len(image)
    image = [row[:] for row in image]
    for drop in range(8):
        x, y, radius = draw.uniform(0.1, 0.9) * size, draw.uniform(0.1, 0.9) * size, size * 0.018
        for row in range(max(0, int(y - radius)), min(size, int(y + radius) + 1)):
            for column in range(max(0, int(x - radius)), min(size, int(x + radius) + 1)):
                if (row - y) ** 2 + (column - x) ** 2 <= radius ** 2:
                    image[row][column] = BLACK if drop % 2 else WHITE
    return image


def noise(image, draw):
    """Grain everywhere, and one dot of two hundred black or white."""
    return [[draw.choice((BLACK, WHITE)) if draw.random() < 0.005 else value + draw.gauss(0, 14) for value in row] for row in image]


def turned(image, draw, degrees=11):
    size = len(image)
    around = size // 6
    middle = (size - 1) / 2
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    out = []
    for row in range(-around, size + around):
        line = []
        for column in range(-around, size + around):
            x = middle + (column - middle) * cos + (row - middle) * sin
            y = middle - (column - middle) * sin + (row - middle) * cos
            left, top = math.floor(x), math.floor(y)
            if 0 <= left < size - 1 and 0 <= top < size - 1:
                a, b = x - left, y - top
                line.append((image[top][left] * (1 - a) + image[top][left + 1] * a) * (1 - b) +
                            (image[top + 1][left] * (1 - a) + image[top + 1][left + 1] * a) * b)
            else:
                line.append(WHITE)
        out.append(line)
    return out


def pale(image, draw):
    """The toner is at its end, and the light is bad: from 120 to 170 of 255, darker to one side."""
    size = len(image)
    return [[120 + (value - BLACK) * 50 / (WHITE - BLACK) + 25 * column / size for column, value in enumerate(row)] for row in image]


def blurred(image, draw):
    size = len(image)

    def across(picture):
        return [[(row[max(i - 1, 0)] + 2 * row[i] + row[min(i + 1, size - 1)]) / 4 for i in range(size)] for row in picture]

    once = across(image)
    return [list(column) for column in zip(*across([list(row) for row in zip(*once)]))]


def covered(image, draw):
    """A thumb on the middle of the right side: less than a tenth of the code, which level M can spare."""
    size = len(image)
    image = [row[:] for row in image]
    for row in range(int(size * 0.40), int(size * 0.62)):
        for column in range(int(size * 0.72), size):
            image[row][column] = 140
    return image


def everything(image, draw):
    return pale(turned(blots(image, draw), draw, degrees=-4), draw)


def torn(image, draw):
    """The lower half is gone: no code can spare that."""
    size = len(image)
    return image[:size // 2] + [[WHITE] * size for _ in range(size - size // 2)]


KINDS = (untouched, blots, noise, turned, pale, blurred, covered, everything, torn)


def write(path, image):
    with open(path, 'wb') as file:
        file.write(f'P5\n{len(image[0])} {len(image)}\n255\n'.encode())
        for row in image:
            file.write(bytes(min(255, max(0, round(value))) for value in row))


def main():
    sheet, folder, dpi = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(sheet, encoding='utf-8') as file:
        codes = codes_of(file.read())
    page = [[WHITE] * round(210 * dpi / 25.4) for _ in range(round(297 * dpi / 25.4))]
    for number, (x, y, width, rows) in enumerate(codes, 1):
        image = printed(rows, round(width * dpi / 25.4))
        for kind in KINDS:
            write(f'{folder}/{kind.__name__}-{number}.pgm', kind(image, random.Random(f'{kind.__name__} {number}')))
        left, top = round(x * dpi / 25.4), round(y * dpi / 25.4)
        if top + len(image) <= len(page):
            for i, line in enumerate(image):
                page[top + i][left:left + len(line)] = line
    write(f'{folder}/page.pgm', page)
    print(len(codes))


main()
