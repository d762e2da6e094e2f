"""One everyday sentence of each language, and how many times its lips must shut (its p, b and m)."""

SENTENCES = {
    "cs": ("Máma má doma bílou kočku a pije kávu.", 6),
    "de": ("Schöne Grüße, lieber Papa: im Mai blühen die Bäume.", 8),
    "el": ("Καλημέρα μαμά, που πας το πρωί;", 6),
    "en": ("Maybe Bob bought some apples at the market.", 8),
    "es": ("Mi mamá vive en un pueblo pequeño.", 9),
    "fi": ("Hyvää päivää, minä olen kotona pimeässä.", 4),
    "fr": ("Bonjour, mon ami, tu veux une belle pomme bleue.", 7),
    "hi": ("मेरा भाई बाज़ार में आम बेचता है।", 6),
    "hu": ("Jó napot, hol van a piros alma és a bor?", 4),
    "it": ("Buongiorno, mia mamma prepara il pane bianco.", 9),
    "ko": ("엄마, 밥 먹었어요? 나무가 많아요.", 7),
    "nl": ("Goedemorgen, mijn moeder bakt brood in de buurt.", 6),
    "pl": ("Dzień dobry, mama pije mleko i bardzo lubi chleb.", 8),
    "pt": ("Bom dia, minha mãe come pão com batata.", 6),
    "ro": ("Bună ziua, mama mea cumpără pâine albă.", 8),
    "ru": ("Привет, мама! Мой брат был на работе.", 7),
    "sv": ("God morgon, min mamma bor på landet.", 6),
    "tr": ("Merhaba, benim babam bugün pazara gitmiyor.", 10),
    "uk": ("Добрий день, мамо! Мій брат п'є молоко.", 7),
    "zh": ("你好，妈妈！我们去北京买葡萄。", 6),
}
