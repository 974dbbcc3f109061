#!/usr/bin/env python3
"""Writes the two tables that come with the program, houses.csv and fruit.csv, beside itself.

They are made up, by a fixed seed: what a column says of the target is known, and one of each table says nothing.
"""

import csv
import math
import pathlib
import random

FOLDER = pathlib.Path(__file__).resolve().parent


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def houses(rng, rows=400):
    """The price in thousands: by area, more in a good district, less with the age until it becomes old enough."""
    districts = {"harbour": 1.5, "old town": 1.3, "park": 1.15, "station": 0.9, "works": 0.75}
    for _ in range(rows):
        area = round(rng.triangular(35, 220, 90))
        rooms = max(1, min(8, round(area / 28 + rng.gauss(0, 0.7))))
        age = round(rng.uniform(0, 120))
        district = rng.choice(list(districts))
        garden = rng.choice(["yes", "no"])
        street = rng.randrange(1, 200)
        price = (30 + 3.1 * area + 9 * rooms) * districts[district]
        price *= 1 - 0.35 * math.sin(math.pi * age / 120)
        price += (45 if garden == "yes" else 0) + rng.gauss(0, 12)
        yield area, rooms, age, district, garden, street, f"{price:.1f}"


def fruit(rng, rows=360):
    """Four kinds, told apart by two numbers and two categories together, no one of them alone."""
    kinds = {  # weight and its deviation, diameter and its deviation, colours, skins
        "apple": (170, 30, 7.6, 0.6, ["red", "green", "yellow"], ["smooth"]),
        "lemon": (110, 20, 5.8, 0.5, ["yellow", "green"], ["pored"]),
        "orange": (190, 30, 7.4, 0.6, ["orange"], ["pored"]),
        "peach": (150, 25, 7.0, 0.6, ["red", "orange", "yellow"], ["furry"]),
    }
    for i in range(rows):
        kind = list(kinds)[i % len(kinds)]
        weight, spread, width, room, colours, skins = kinds[kind]
        size = rng.gauss(0, 1)
        skin = rng.choice(skins) if rng.random() < 0.85 else ""
        yield (round(weight + spread * size), f"{width + room * (0.8 * size + 0.6 * rng.gauss(0, 1)):.1f}",
               rng.choice(colours), skin, rng.choice(["north", "south"]), kind)


def main():
    rng = random.Random(7)
    write("houses.csv", ["area", "rooms", "age", "district", "garden", "street", "price"], houses(rng))
    write("fruit.csv", ["weight", "diameter", "colour", "skin", "origin", "kind"], fruit(rng))


if __name__ == "__main__":
    main()
