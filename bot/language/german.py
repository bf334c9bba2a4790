"""German words for times, requests and answers."""

from bot.language.table import AskingWords, DayPart, Language, ReplyWords, Span, TimeWords, Unit

# One phrase a line would be pages of them.
# fmt: off
_TIMES = TimeWords(
    weekdays={
        "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5,
        "sonnabend": 5, "sonntag": 6,
    },
    loose_weekdays={"mo": 0, "do": 3, "fr": 4, "sa": 5},
    months={
        "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "maerz": 3, "april": 4, "mai": 5, "juni": 6,
        "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
    },
    days={"heute": 0, "heut": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2},
    numbers={
        "einer halben": 0.5, "einem halben": 0.5, "anderthalb": 1.5, "eineinhalb": 1.5, "ein": 1, "eins": 1,
        "eine": 1, "einer": 1, "einem": 1, "zwei": 2, "ein paar": 3, "drei": 3, "vier": 4, "fünf": 5,
        "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
        "zwoelf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "dreissig": 30,
    },
    units={
        "minute": Unit.MINUTE, "minuten": Unit.MINUTE, "min": Unit.MINUTE, "stunde": Unit.HOUR,
        "stunden": Unit.HOUR, "std": Unit.HOUR, "h": Unit.HOUR, "tag": Unit.DAY, "tage": Unit.DAY,
        "tagen": Unit.DAY, "woche": Unit.WEEK, "wochen": Unit.WEEK, "monat": Unit.MONTH, "monate": Unit.MONTH,
        "monaten": Unit.MONTH, "jahr": Unit.YEAR, "jahre": Unit.YEAR, "jahren": Unit.YEAR,
    },
    and_a_half=(),
    parts={
        "morgen früh": DayPart.MORNING, "am morgen": DayPart.MORNING, "in der früh": DayPart.MORNING,
        "am vormittag": DayPart.MORNING, "am mittag": DayPart.NOON, "zu mittag": DayPart.NOON,
        "nach dem mittagessen": DayPart.AFTER_LUNCH, "nach dem essen": DayPart.AFTER_LUNCH,
        "nach der mittagspause": DayPart.AFTER_LUNCH, "am nachmittag": DayPart.AFTERNOON,
        "feierabend": DayPart.END_OF_DAY, "zum feierabend": DayPart.END_OF_DAY,
        "ende des tages": DayPart.END_OF_DAY, "am ende des tages": DayPart.END_OF_DAY,
        "am abend": DayPart.EVENING, "in der nacht": DayPart.NIGHT, "um mitternacht": DayPart.MIDNIGHT,
        "mitternacht": DayPart.MIDNIGHT,
    },
    loose_parts={
        "früh": DayPart.MORNING, "morgens": DayPart.MORNING, "vormittag": DayPart.MORNING,
        "vormittags": DayPart.MORNING, "mittag": DayPart.NOON, "mittags": DayPart.NOON,
        "nachmittag": DayPart.AFTERNOON, "nachmittags": DayPart.AFTERNOON, "abend": DayPart.EVENING,
        "abends": DayPart.EVENING, "nacht": DayPart.NIGHT, "nachts": DayPart.NIGHT,
    },
    today_parts={
        "heute morgen": DayPart.MORNING, "heute früh": DayPart.MORNING, "heute nacht": DayPart.NIGHT,
    },
    spans={
        "nächste woche": Span.NEXT_WEEK, "naechste woche": Span.NEXT_WEEK, "nächster woche": Span.NEXT_WEEK,
        "in der nächsten woche": Span.NEXT_WEEK, "kommende woche": Span.NEXT_WEEK,
        "ende der woche": Span.END_OF_WEEK, "ende dieser woche": Span.END_OF_WEEK,
        "ende nächster woche": Span.END_OF_NEXT_WEEK, "wochenende": Span.WEEKEND,
        "am wochenende": Span.WEEKEND, "nächsten monat": Span.NEXT_MONTH,
        "im nächsten monat": Span.NEXT_MONTH, "monatsende": Span.END_OF_MONTH,
        "ende des monats": Span.END_OF_MONTH,
    },
    next_words=("nächsten", "nächster", "nächste", "nächstem", "naechsten", "naechste"),
    vetoes=(
        "seit", "seit dem", "letzten", "letzte", "letzter", "letztem", "vergangenen", "vorigen", "gestern",
        "vorgestern", "jeden", "jede", "jeder", "letzte woche", "letzten monat",
    ),
    joins=(
        "am", "um", "bis", "gegen", "ab", "vor", "nach", "den", "der", "dem", "zum", "diesen", "kommenden",
        "kommender", "in",
    ),
    inside=("in", "für", "in den nächsten", "innerhalb von"),
    from_now=("ab jetzt", "von jetzt an"),
    at=("um", "gegen", "bis", "ab", "vor", "nach", "bis um", "kurz vor", "kurz nach"),
    oclock=("uhr",),
    hour_marks=("h",),
    am=(),
    pm=(),
    before_hour={
        "halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15, "fünf nach": 5,
        "fünf vor": -5, "zehn nach": 10, "zehn vor": -10, "zwanzig nach": 20, "zwanzig vor": -20,
    },
    after_hour={},
    on_day=("am", "bis zum", "zum", "der", "den", "ab dem"),
    ordinals=(".", "ten"),
    bare_ordinal=False,
    of_month=(),
    purpose=("zu", "wegen", "an", "dass", "und", "oder", "für", "bitte", "wenn", "ob", "mit"),
)

_ASKING = AskingWords(
    greetings=(
        "hallo", "hi", "hey", "guten tag", "guten morgen", "guten abend", "moin", "servus", "grüß gott",
        "liebes team", "leute", "zusammen", "alle", "ja", "nein", "also", "und", "so", "ok", "aber", "danke",
        "sorry", "entschuldigung", "kurze frage", "mal", "nun", "jetzt", "sehr geehrte damen und herren",
    ),
    questions=(
        "wie", "was ist", "was sind", "was kostet", "was kosten", "was muss", "was kann", "was soll",
        "was mache", "was machen", "was tun", "was bedeutet", "was heißt", "was brauche", "was passiert",
        "was fehlt", "was hat", "was wird", "warum", "wieso", "weshalb", "wo", "wann", "wer", "welche",
        "welcher", "welches", "welchen", "wohin", "woher", "womit", "woran", "kann ich", "kann man",
        "kann jemand", "kannst du", "können sie", "könnt ihr", "könnten sie", "könntest du", "könnte ich",
        "könnte jemand", "darf ich", "gibt es", "gibts", "ist es", "ist das", "ist mein", "ist meine",
        "sind die", "haben sie", "hat jemand", "habt ihr", "hast du", "weiß jemand", "kennt jemand",
        "muss ich", "soll ich", "wird es", "werden sie", "würden sie", "funktioniert", "geht das",
        "wurde mein", "wurde meine", "wieviel",
    ),
    wishes=(
        "ich brauche", "wir brauchen", "ich benötige", "ich möchte", "ich moechte", "wir möchten", "ich will",
        "ich würde gern", "ich würde gerne", "ich hätte gern", "ich hätte gerne", "ich suche", "bitte",
        "hilfe", "helfen", "ich versuche", "eine frage", "ich frage mich", "wüsste gern", "wüsste gerne",
        "weiß jemand", "kann jemand", "können sie", "könnten sie", "könnt ihr", "wie kann", "wie komme",
        "keine ahnung wie",
    ),
    troubles=(
        "fehler", "fehlermeldung", "problem", "probleme", "schwierigkeiten", "geht nicht", "geht nichts",
        "gehen nicht", "ging nicht", "funktioniert nicht", "funktionieren nicht", "funktioniert nichts",
        "klappt nicht", "läuft nicht", "lädt nicht", "öffnet nicht", "öffnet sich nicht", "startet nicht",
        "reagiert nicht", "verbindet nicht", "kann nicht", "kann mich nicht", "kann ich nicht", "komme nicht",
        "kommt nicht", "lässt sich nicht", "nicht möglich", "nicht mehr", "nicht angekommen",
        "nicht erhalten", "nicht bekommen", "noch nicht", "immer noch", "kaputt", "defekt", "abgestürzt",
        "stürzt ab", "absturz", "hängt", "leer", "fehlt", "fehlen", "verloren", "verschwunden", "gestohlen",
        "falsch", "falsche", "falschen", "gesperrt", "ausgesperrt", "abgelehnt", "störung",
        "doppelt abgebucht", "beschädigt", "zu langsam", "abgelaufen",
    ),
    idle=(
        "kein problem", "keine probleme", "kein fehler", "wie gehts", "wie geht es dir", "wie geht es euch",
        "wie geht es ihnen", "wie geht es", "was geht", "was ist los", "jemand da", "ist jemand da",
        "ist hier jemand", "jemand hier", "bist du da", "weißt du was", "hört mich jemand", "wer weiß",
        "na und", "was solls", "wie schön", "warum nicht", "bitte schön", "bitte sehr", "ja bitte",
        "gern geschehen", "darf ich was fragen", "kann ich was fragen", "was für ein", "was für eine",
    ),
    helping=(
        "hast du schon", "haben sie schon", "habt ihr schon", "hast du versucht", "hast du probiert",
        "haben sie versucht", "haben sie probiert", "bist du sicher", "sind sie sicher", "meinst du",
        "meinen sie", "dein problem", "ihr problem", "versuch mal", "versuchs mal", "probier mal",
        "probiers mal", "klingt nach", "dann hast du ein problem",
    ),
    pointers=("das", "es", "den", "die", "dies", "dieses", "eins", "dasselbe", "auch", "so", "jetzt", "wirklich"),
    again=("wieder", "noch immer", "immer noch", "erneut", "schon wieder", "nochmal", "nicht behoben", "nicht gelöst"),
)

_REPLIES = ReplyWords(
    stop=(
        "stopp", "stop", "aufhören", "hör auf", "hören sie auf", "abmelden", "abbestellen", "schluss",
        "schluss damit",
    ),
    start=("start", "starten", "anmelden", "wieder anmelden"),
    please=("bitte", "danke", "jetzt", "sofort"),
    thanks=(
        "danke", "danke dir", "danke ihnen", "danke euch", "danke schön", "dankeschön", "dankeschoen",
        "vielen dank", "vielen lieben dank", "herzlichen dank", "tausend dank", "besten dank", "lieben dank",
        "danke vielmals", "danke sehr", "merci", "für die hilfe", "für deine hilfe", "für ihre hilfe",
        "für eure hilfe", "für die schnelle hilfe", "für die schnelle antwort", "für alles", "der nachfrage",
        "für die nachfrage", "fürs nachfragen", "kein problem", "gern", "gerne", "gern geschehen",
        "bitte schön", "ok", "okay", "alles klar", "super", "toll", "prima", "klasse", "perfekt", "spitze",
        "sehr nett", "wunderbar", "top", "genial", "cool", "verstanden", "geht klar", "tschüss", "tschüs",
        "ciao", "bis bald", "bis dann", "schönen tag", "schönen tag noch", "schönes wochenende",
        "einen schönen tag", "schönen abend", "schönen feierabend", "gute nacht", "hallo", "hi", "nein danke",
        "das wars", "mehr nicht", "viele grüße", "liebe grüße", "lg", "vg", "mfg", "beste grüße",
    ),
    fine=(
        "läuft", "laeuft", "es läuft", "funktioniert", "geht jetzt", "geht nun", "jetzt geht", "geht alles",
        "alles geht", "nun geht", "geht wieder", "läuft wieder", "funktioniert wieder", "klappt",
        "klappt wieder", "hat geklappt", "hat funktioniert", "gelöst", "geloest", "behoben", "erledigt",
        "alles gut", "alles bestens", "alles in ordnung", "alles ok", "alles okay", "passt", "passt alles",
        "gut", "sehr gut", "bestens", "einwandfrei", "keine probleme",
        "keine probleme mehr", "kein problem mehr", "keine fehler mehr", "problem gelöst",
        "problem ist gelöst", "problem behoben", "fehler ist weg", "angekommen", "nein alles gut",
        "zufrieden", "wie neu", "wieder da",
    ),
    yes=("ja", "jap", "jep", "jo"),
    fillers=(
        "es", "das", "ist", "jetzt", "nun", "alles", "so", "sehr", "ganz", "wirklich", "und", "ich", "bin",
        "wir", "sind", "hat", "habe", "mir", "dir", "euch", "ihnen", "auch", "schon", "bei", "uns", "der",
        "die", "noch mal", "nochmal", "nochmals", "ja", "wieder gut", "hab", "vielmals", "völlig", "leute",
        "team", "für", "endlich", "wurde",
    ),
    doubts=(
        "nicht", "nichts", "nie", "kein", "keine", "keinen", "nein", "nee", "nö", "aber", "jedoch",
        "allerdings", "leider", "noch", "immer noch", "wieder", "nur", "fast", "teilweise", "manchmal",
        "außer", "bis auf", "bis", "gestern", "zuerst", "erst", "dann", "problem", "probleme", "fehler",
        "kaputt", "defekt", "weg", "bitte", "brauche", "möchte", "will", "könnte", "könnten", "kann", "wenn",
        "warum", "wie", "wann", "was", "wo", "andere", "anderes", "trotzdem", "ohne", "vielleicht",
        "schlecht", "schlechter", "schlimmer", "langsam", "zurück", "frage", "ob", "falsch", "weder", "kaum",
        "hing", "ging", "lief",
    ),
)

GERMAN = Language(
    name="German",
    times=_TIMES,
    asking=_ASKING,
    replies=_REPLIES,
    stop_words="""
        aber alle als also am an auch auf aus bei bin bis bist bitte da damit danke dann das dass dein dem
        den der des dich die dies diese dieser dir doch du durch ein eine einem einen einer er es euch für
        gibt habe haben hallo hat hatte hier ich ihm ihn ihr im in ist ja jemand jetzt kann kein keine
        können mal man mehr mein meine mich mir mit muss nach nein nicht noch nun nur ob oder ohne schon
        sehr sein seit sich sie sind so über um und uns vom von vor war warum was wenn wer werden wie wieder
        wir wird wo wollen zu zum zur
    """,
)
