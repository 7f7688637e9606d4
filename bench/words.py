"""Names for the bench's assets: namesakes, families with one beginning, and everything else."""

import random

COMMON = (
    "coin", "token", "usd", "inu", "finance", "protocol", "dao", "network", "wrapped", "bridged", "staked",
    "baby", "pepe", "doge", "meta", "swap", "chain", "ai", "gold", "moon",
)  # fmt: skip
UNICODE = ("币安人生", "USD₮0", "ÉTOILE", "ΔELTA", "🇺🇸")
SYLLABLES = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]


class Words:
    """Draws symbols and names; `us` begins a tenth of the symbols, and `USDC` is the name of thousands."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.rare = ["".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) for _ in range(20_000)]
        self.tickers = ["".join(dice.choices(SYLLABLES, k=2)).upper() for _ in range(20_000)]

    def symbol(self) -> str:
        roll = self.dice.random()
        if roll < 0.003:
            return "USDC"
        if roll < 0.1:
            return "US" + self.letters(1, 4)
        if roll < 0.101:
            return self.dice.choice(UNICODE)
        if roll < 0.5:
            return self.tickers[int(len(self.tickers) * self.dice.random() ** 3)]
        return self.letters(3, 7)

    def name(self, symbol: str) -> str:
        words = [self.word() for _ in range(self.dice.choice((1, 2, 2, 3)))]
        if self.dice.random() < 0.2:
            words.insert(0, symbol)
        return " ".join(word.capitalize() for word in words)

    def word(self) -> str:
        if self.dice.random() < 0.4:
            return COMMON[int(len(COMMON) * self.dice.random() ** 2)]
        return self.rare[int(len(self.rare) * self.dice.random() ** 2)]

    def letters(self, least: int, most: int) -> str:
        count = self.dice.randint(least, most)
        return "".join(self.dice.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=count))
