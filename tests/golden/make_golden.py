"""Prints what CPython draws, for tests/engine/random.test.ts: python3 tests/golden/make_golden.py > tests/golden/random.json"""
import json
import random


def draws(seed):
    random.seed(seed)
    result = {'seed': seed, 'random': [random.random() for _ in range(700)][-5:]}
    result['getrandbits'] = [random.getrandbits(k) for k in (1, 5, 8, 16, 31, 32)]
    result['randbelow'] = [random._inst._randbelow(n) for n in (1, 2, 7, 27, 1000, 32033)]
    items = list(range(40))
    random.shuffle(items)
    result['shuffle'] = items
    result['gauss'] = [random.gauss(0, 0.08) for _ in range(7)]
    weights = [0.1, 0.0, 2.5, 1.0, 0.4]
    result['weights'] = weights
    result['choices'] = random.choices(range(5), weights=weights, k=30)
    result['choices_unweighted'] = random.choices(range(27), k=12)
    result['after'] = random.random()
    return result


print(json.dumps([draws(seed) for seed in (0, 1, 42, 2026, 2**32 - 1, 2**40 + 3)], indent=1))
