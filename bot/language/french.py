"""French words for times, requests and answers."""

from bot.language.table import AskingWords, DayPart, Language, ReplyWords, Span, TimeWords, Unit

# One phrase a line would be pages of them.
# fmt: off
_TIMES = TimeWords(
    weekdays={"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6},
    loose_weekdays={},
    months={
        "janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
        "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
    },
    days={"aujourd'hui": 0, "aujourdhui": 0, "demain": 1, "après-demain": 2},
    numbers={
        "une demi": 0.5, "un quart d'": 0.25, "un": 1, "une": 1, "deux": 2, "trois": 3, "quelques": 3,
        "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
        "quinze": 15, "vingt": 20, "trente": 30,
    },
    units={
        "minute": Unit.MINUTE, "minutes": Unit.MINUTE, "min": Unit.MINUTE, "mn": Unit.MINUTE,
        "heure": Unit.HOUR, "heures": Unit.HOUR, "h": Unit.HOUR, "jour": Unit.DAY, "jours": Unit.DAY,
        "semaine": Unit.WEEK, "semaines": Unit.WEEK, "mois": Unit.MONTH, "an": Unit.YEAR, "ans": Unit.YEAR,
        "année": Unit.YEAR,
    },
    and_a_half=("et demie", "et demi"),
    parts={
        "dans la matinée": DayPart.MORNING, "du matin": DayPart.MORNING,
        "à la première heure": DayPart.MORNING, "midi": DayPart.NOON, "à midi": DayPart.NOON,
        "après le déjeuner": DayPart.AFTER_LUNCH, "après déjeuner": DayPart.AFTER_LUNCH,
        "dans l'après-midi": DayPart.AFTERNOON, "de l'après-midi": DayPart.AFTERNOON,
        "en fin de journée": DayPart.END_OF_DAY, "fin de journée": DayPart.END_OF_DAY,
        "fin de la journée": DayPart.END_OF_DAY, "dans la soirée": DayPart.EVENING,
        "du soir": DayPart.EVENING, "minuit": DayPart.MIDNIGHT, "à minuit": DayPart.MIDNIGHT,
    },
    loose_parts={
        "matin": DayPart.MORNING, "après-midi": DayPart.AFTERNOON, "soir": DayPart.EVENING,
        "soirée": DayPart.EVENING, "nuit": DayPart.NIGHT,
    },
    today_parts={
        "ce matin": DayPart.MORNING, "ce midi": DayPart.NOON, "cet après-midi": DayPart.AFTERNOON,
        "cette après-midi": DayPart.AFTERNOON, "ce soir": DayPart.EVENING, "cette nuit": DayPart.NIGHT,
    },
    spans={
        "la semaine prochaine": Span.NEXT_WEEK, "semaine prochaine": Span.NEXT_WEEK,
        "en fin de semaine": Span.END_OF_WEEK, "fin de semaine": Span.END_OF_WEEK,
        "fin de la semaine": Span.END_OF_WEEK, "fin de semaine prochaine": Span.END_OF_NEXT_WEEK,
        "fin de la semaine prochaine": Span.END_OF_NEXT_WEEK, "ce week-end": Span.WEEKEND,
        "ce weekend": Span.WEEKEND, "le week-end": Span.WEEKEND, "le mois prochain": Span.NEXT_MONTH,
        "mois prochain": Span.NEXT_MONTH, "fin du mois": Span.END_OF_MONTH,
        "à la fin du mois": Span.END_OF_MONTH, "fin de mois": Span.END_OF_MONTH,
    },
    next_words=("prochain", "prochaine"),
    vetoes=(
        "depuis", "depuis le", "dernier", "dernière", "passé", "hier", "avant-hier", "il y a", "chaque",
        "tous les", "toutes les",
    ),
    joins=("à", "le", "la", "du", "de", "au", "pour", "avant", "vers", "ce", "en", "d'ici", "dès"),
    inside=("dans", "pour", "pendant", "d'ici", "d'ici à", "dans les prochaines"),
    from_now=("à partir de maintenant",),
    at=("à", "vers", "avant", "après", "pour", "dès", "jusqu'à"),
    oclock=("heures pile",),
    hour_marks=("h", "heures", "heure"),
    am=(),
    pm=(),
    before_hour={},
    after_hour={
        "heures et demie": 30, "heure et demie": 30, "heures et quart": 15, "heure et quart": 15,
        "heures moins le quart": -15, "heure moins le quart": -15, "h et demie": 30,
    },
    on_day=("le", "pour le", "avant le", "d'ici le", "du"),
    ordinals=("er",),
    bare_ordinal=True,
    of_month=(),
    purpose=("pour", "de", "que", "et", "ou", "si", "avec", "au sujet", "à propos", "svp", "stp"),
)

_ASKING = AskingWords(
    greetings=(
        "bonjour", "salut", "bonsoir", "coucou", "hello", "oui", "non", "et", "alors", "donc", "bon", "ok",
        "mais", "merci", "pardon", "excusez-moi", "excuse-moi", "désolé", "tout le monde", "à tous",
        "les gens", "petite question", "une question", "en fait", "du coup", "maintenant", "madame",
        "monsieur", "l'équipe",
    ),
    questions=(
        "comment", "pourquoi", "où", "quand", "quel", "quelle", "quels", "quelles", "qui peut", "qui sait",
        "que faire", "qu'est-ce", "est-ce", "est-il", "combien", "puis-je", "peut-on", "pouvez-vous",
        "peux-tu", "tu peux", "vous pouvez", "pourriez-vous", "pourrais-tu", "pourrait-on", "y a-t-il",
        "y a t il", "il y a moyen", "avez-vous", "as-tu", "quelqu'un", "savez-vous", "sais-tu", "dois-je",
        "faut-il", "à quelle", "de quel", "que dois", "que puis",
    ),
    wishes=(
        "j'ai besoin", "nous avons besoin", "on a besoin", "je veux", "je voudrais", "nous voudrions",
        "j'aimerais", "nous aimerions", "je souhaite", "je souhaiterais", "je cherche", "s'il vous plaît",
        "s'il te plaît", "svp", "stp", "aidez-moi", "aide-moi", "m'aider", "besoin d'aide", "quelqu'un sait",
        "quelqu'un peut", "quelqu'un pourrait", "quelqu'un connaît", "pouvez-vous", "pourriez-vous",
        "j'essaie", "j'essaye", "j'ai une question", "je me demande", "je ne sais pas comment",
        "je sais pas comment", "est-ce que", "merci de", "merci d'annuler",
    ),
    troubles=(
        "erreur", "erreurs", "problème", "problèmes", "souci", "soucis", "bug", "bogue", "ne marche pas",
        "ne marche plus", "marche pas", "marche plus", "ne fonctionne pas", "ne fonctionne plus",
        "fonctionne pas", "fonctionne plus", "n'arrive pas", "n'arrive plus", "arrive pas", "arrive plus",
        "ne peux pas", "ne peux plus", "peux pas", "ne peut pas", "ne s'ouvre pas", "ne charge pas",
        "ne trouve pas", "ne reçois", "pas reçu", "jamais reçu", "pas arrivé", "pas arrivée", "jamais arrivé",
        "jamais arrivée", "toujours pas", "pas encore", "impossible de", "impossible", "en panne", "panne",
        "cassé", "cassée", "plante", "planté", "bloqué", "bloquée", "gelé", "perdu", "perdue", "volé",
        "volée", "manque", "manquant", "disparu", "vide", "incorrect", "incorrecte", "refusé", "refusée",
        "échoue", "échoué", "endommagé", "débité deux fois", "trop lent", "expiré",
    ),
    idle=(
        "pas de problème", "aucun problème", "pas de souci", "pas de soucis", "aucun souci", "comment ça va",
        "comment vas-tu", "comment allez-vous", "comment va", "ça va", "quoi de neuf", "il y a quelqu'un",
        "y a quelqu'un", "y a-t-il quelqu'un", "quelqu'un ici", "quelqu'un là", "t'es là", "tu sais quoi",
        "qui sait", "pourquoi pas", "et alors", "quelle chance", "quelle bonne idée", "quel dommage",
        "quelle horreur", "oui s'il vous plaît", "combien de temps déjà",
    ),
    helping=(
        "as-tu essayé", "tu as essayé", "avez-vous essayé", "vous avez essayé", "tu es sûr", "tu es sûre",
        "vous êtes sûr", "vous êtes sûre", "êtes-vous sûr", "tu veux dire", "vous voulez dire",
        "ton problème", "votre problème", "alors tu as un problème", "alors vous avez un problème",
    ),
    pointers=("ça", "cela", "ceci", "c'est", "un", "une", "le même", "la même chose", "aussi", "maintenant"),
    again=("encore", "toujours", "de nouveau", "à nouveau", "est revenu", "est revenue"),
)

_REPLIES = ReplyWords(
    stop=(
        "arrête", "arrêtez", "arrêter", "arrêt", "stop", "stoppe", "stoppez", "désabonner", "me désabonner",
        "désinscription", "désabonnement", "ça suffit",
    ),
    start=("démarrer", "commencer", "reprendre", "start"),
    please=("s'il vous plaît", "s'il te plaît", "svp", "stp", "merci"),
    thanks=(
        "merci", "merci beaucoup", "merci bien", "merci infiniment", "mille mercis", "merci mille fois",
        "un grand merci", "grand merci", "merci à vous", "merci à toi", "pour votre aide", "pour ton aide",
        "pour l'aide", "pour tout", "pour la réponse", "pour votre réponse", "d'avoir demandé", "de rien",
        "pas de problème", "pas de souci", "pas de soucis", "avec plaisir", "je vous en prie", "je t'en prie",
        "ok", "okay", "d'accord", "dac", "entendu", "parfait", "super", "génial", "excellent", "top",
        "nickel", "cool", "très gentil", "c'est gentil", "bonne journée", "bonne soirée", "bon week-end",
        "bonne nuit", "au revoir", "à bientôt", "à plus", "salut", "bonjour", "bonsoir", "cordialement",
        "non merci", "rien d'autre", "c'est tout", "compris", "bien reçu", "formidable",
    ),
    fine=(
        "ça marche", "marche", "remarche", "ça remarche", "fonctionne", "refonctionne", "ça fonctionne",
        "tout marche", "tout fonctionne", "tout va bien", "tout est bon", "tout est ok", "tout roule",
        "c'est bon", "c'est réglé", "c'est résolu", "c'est réparé", "réglé", "résolu", "réparé",
        "problème résolu", "problème réglé", "problème est résolu", "problème est réglé", "plus de problème",
        "plus de problèmes", "plus de souci", "plus d'erreur", "aucun problème", "ça a marché",
        "ça a fonctionné", "impeccable", "bien", "très bien", "va bien", "ça va",
        "bien arrivé", "bien arrivée", "satisfait", "satisfaite", "content", "contente", "ça roule",
        "non tout va bien", "c'est parfait",
    ),
    yes=("oui", "ouais"),
    fillers=(
        "tout", "c'est", "est", "ça", "maintenant", "très", "et", "le", "la", "les", "je", "suis", "nous",
        "sommes", "bien", "a", "mon", "ma", "de", "à", "il", "elle", "aussi", "enfin", "vraiment",
        "désormais", "beaucoup", "toute l'équipe", "l'équipe", "encore merci", "vous", "toi", "tous", "là",
        "parfaitement",
    ),
    doubts=(
        "pas", "plus", "ne", "non", "jamais", "rien", "mais", "cependant", "pourtant", "toujours", "encore",
        "jusqu'à", "seulement", "presque", "parfois", "sauf", "hier", "au début", "puis", "ensuite",
        "problème", "problèmes", "erreur", "erreurs", "souci", "bug", "panne", "cassé", "cassée", "mal",
        "pire", "revenu", "revenue", "s'il vous plaît", "svp", "stp", "besoin", "voudrais", "veux",
        "pourriez", "pouvez", "si", "quand", "comment", "pourquoi", "autre", "sans", "peut-être", "lent",
        "question", "marchait", "fonctionnait", "à moitié", "pendant", "un peu",
    ),
)

FRENCH = Language(
    name="French",
    times=_TIMES,
    asking=_ASKING,
    replies=_REPLIES,
    stop_words="""
        a ai alors après as au aussi autre avec avez avoir bien bonjour c'est ça car ce cela ces cet cette
        chez comme comment dans de des du elle elles en encore est et être eu fait il ils j'ai je la
        là le les leur lui ma mais me même merci mes moi mon n'est ne nos notre nous on ont ou où par pas
        peu peut peux plus pour pourquoi qu'il quand que quel quelle qui quoi sa sans se ses si son
        sont suis sur ta te tes toi ton tous tout très tu un une va vais veux voir vos votre vous y
    """,
)
