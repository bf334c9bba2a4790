"""English words for times, requests and answers."""

from bot.language.table import AskingWords, DayPart, Language, ReplyWords, Span, TimeWords, Unit

# One phrase a line would be pages of them.
# fmt: off
_TIMES = TimeWords(
    weekdays={
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
        "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    },
    loose_weekdays={"mon": 0, "sat": 5, "sun": 6},
    months={
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
        "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    },
    days={
        "today": 0, "later today": 0, "tomorrow": 1, "tmrw": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1,
        "the day after tomorrow": 2, "day after tomorrow": 2,
    },
    numbers={
        "half a": 0.5, "half an": 0.5, "a quarter of an": 0.25, "one and a half": 1.5, "a": 1, "an": 1,
        "one": 1, "two": 2, "a couple of": 2, "a couple": 2, "three": 3, "a few": 3, "four": 4, "five": 5,
        "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
        "twenty": 20, "thirty": 30, "forty five": 45,
    },
    units={
        "minute": Unit.MINUTE, "minutes": Unit.MINUTE, "min": Unit.MINUTE, "mins": Unit.MINUTE,
        "hour": Unit.HOUR, "hours": Unit.HOUR, "hr": Unit.HOUR, "hrs": Unit.HOUR, "h": Unit.HOUR,
        "day": Unit.DAY, "days": Unit.DAY, "week": Unit.WEEK, "weeks": Unit.WEEK, "month": Unit.MONTH,
        "months": Unit.MONTH, "year": Unit.YEAR, "years": Unit.YEAR,
    },
    and_a_half=("and a half",),
    parts={
        "first thing": DayPart.MORNING, "first thing in the morning": DayPart.MORNING,
        "in the morning": DayPart.MORNING, "noon": DayPart.NOON, "midday": DayPart.NOON,
        "at lunch": DayPart.NOON, "lunchtime": DayPart.NOON, "lunch time": DayPart.NOON,
        "after lunch": DayPart.AFTER_LUNCH, "in the afternoon": DayPart.AFTERNOON,
        "end of day": DayPart.END_OF_DAY, "end of the day": DayPart.END_OF_DAY, "eod": DayPart.END_OF_DAY,
        "close of business": DayPart.END_OF_DAY, "cob": DayPart.END_OF_DAY, "in the evening": DayPart.EVENING,
        "at night": DayPart.NIGHT, "midnight": DayPart.MIDNIGHT,
    },
    loose_parts={
        "early morning": DayPart.MORNING, "morning": DayPart.MORNING, "afternoon": DayPart.AFTERNOON,
        "evening": DayPart.EVENING, "night": DayPart.NIGHT, "lunch": DayPart.NOON,
    },
    today_parts={
        "this morning": DayPart.MORNING, "this noon": DayPart.NOON, "this afternoon": DayPart.AFTERNOON,
        "this evening": DayPart.EVENING, "tonight": DayPart.NIGHT,
    },
    spans={
        "next week": Span.NEXT_WEEK, "end of week": Span.END_OF_WEEK, "end of the week": Span.END_OF_WEEK,
        "end of this week": Span.END_OF_WEEK, "eow": Span.END_OF_WEEK,
        "end of next week": Span.END_OF_NEXT_WEEK, "this weekend": Span.WEEKEND, "the weekend": Span.WEEKEND,
        "next month": Span.NEXT_MONTH, "end of month": Span.END_OF_MONTH,
        "end of the month": Span.END_OF_MONTH, "end of this month": Span.END_OF_MONTH,
    },
    next_words=("next",),
    vetoes=(
        "since", "last", "ago", "yesterday", "every", "each", "on the last", "past", "previous", "earlier",
        "last week", "last month", "last night",
    ),
    joins=("at", "on", "by", "the", "of", "in", "this", "coming", "around", "before", "after", "from"),
    inside=("in", "for", "within", "in the next"),
    from_now=("from now", "from today"),
    at=("at", "by", "around", "before", "after", "until", "till", "from", "@"),
    oclock=("o'clock", "sharp"),
    hour_marks=(),
    am=("am", "a.m.", "a.m"),
    pm=("pm", "p.m.", "p.m"),
    before_hour={
        "half past": 30, "half": 30, "quarter past": 15, "a quarter past": 15, "quarter to": -15,
        "a quarter to": -15, "ten past": 10, "ten to": -10, "five past": 5, "five to": -5, "twenty past": 20,
        "twenty to": -20,
    },
    after_hour={},
    on_day=("on the", "by the", "the"),
    ordinals=("st", "nd", "rd", "th"),
    bare_ordinal=False,
    of_month=("of",),
    purpose=("to", "about", "that", "for", "and", "or", "please", "if", "so", "when", "with"),
)

_ASKING = AskingWords(
    greetings=(
        "hi", "hello", "hey", "hai", "hii", "good morning", "good afternoon", "good evening", "good day",
        "dear", "sir", "madam", "team", "guys", "all", "everyone", "everybody", "folks", "there", "so", "and",
        "well", "ok", "okay", "yes", "no", "also", "but", "then", "um", "hmm", "oh", "sorry", "excuse me",
        "anyway", "btw", "now", "just", "actually", "quick question", "thanks", "thank you",
    ),
    questions=(
        "add", "book", "cancel", "change", "explain", "fix", "help", "order", "refund", "renew", "replace",
        "reset", "send", "transfer", "update", "upgrade", "how", "hows", "what", "whats", "which", "why",
        "where", "wheres", "when is", "when will", "when do", "when does", "when can", "who can", "who is",
        "who do", "can", "could", "would", "is", "are", "am i", "do i", "do you", "do we", "do u", "does",
        "did you", "did my", "did the", "did anyone", "has anyone", "has anybody", "has my", "has the",
        "have you", "will you", "will it", "will my", "will the", "should i", "may i", "any", "anyone",
        "anybody", "someone know", "someone knows", "someone can", "someone could", "someone help", "someone please",
        "someone tell", "someone who", "somebody know", "somebody knows", "somebody can", "somebody could",
        "somebody help", "was there", "was my",
    ),
    wishes=(
        "use some help", "appreciate any help", "appreciate the help", "a question", "i like purchase",
        "i like order", "i need", "we need", "i want", "we want", "i wanna", "i would like", "we would like",
        "id like", "i wish", "i wish to", "need to", "want to", "would like to", "looking for", "looking to",
        "please", "plz", "pls", "kindly", "help me", "help with", "need help", "need some", "need your help",
        "need a", "need an", "need the", "need my", "assist me", "like to order", "like to buy",
        "like to purchase", "like to have", "like to get", "like to change", "like to cancel", "check my",
        "fix my", "fix the", "status of", "transfer my", "buy a", "trying to", "tried to", "how to", "how do",
        "how can", "how does", "can you", "could you", "can u", "could someone", "can someone", "can anyone",
        "does anyone", "does anybody", "do you know", "anyone know", "anyone knows", "anybody know",
        "any idea", "any ideas", "any way to", "is there a", "is there any", "a way to", "have a question",
        "have a doubt", "i was wondering", "im wondering", "wondering if", "wonder if", "wonder how",
        "wonder why", "like to know", "want to know", "let me know", "tell me", "send me", "give me",
        "show me", "order a", "i have to", "i ordered", "i booked", "order of", "cancel my", "change my",
        "update my", "what is", "whats the", "book a", "book an", "cancel the", "report a", "get my", "get a",
        "get the",
    ),
    troubles=(
        "error", "errors", "problem", "problems", "issue", "issues", "trouble", "bug", "doesnt", "does not",
        "dont work", "do not work", "didnt", "did not", "isnt working", "not working", "not work", "isnt",
        "wasnt", "wont", "will not", "cant", "cannot", "can not", "couldnt", "could not", "not able",
        "unable", "hasnt", "has not", "havent received", "have not received", "havent got", "still no",
        "no longer", "not found", "not recognized", "not showing", "never arrived", "never came", "never got",
        "not received", "not arrived", "not get", "not getting", "broken", "broke", "crash", "crashes",
        "crashed", "crashing", "fail", "fails", "failed", "failing", "freezes", "frozen", "hangs", "stuck",
        "lost", "stolen", "missing", "wrong", "damaged", "defective", "is empty", "is down", "are down",
        "is dead", "went down", "stopped working", "stops working", "quit working", "too slow", "very slow",
        "keeps", "refuses", "complains", "disappeared", "vanished", "charged twice", "locked out", "expired",
        "denied", "refund", "nothing happens", "wont start", "incorrect", "outage", "cracked", "not open",
        "not opening", "not loading", "not responding", "not starting", "not start", "not available",
        "happened again", "happens again", "happening again",
    ),
    idle=(
        "sorry for the trouble", "sorry for the inconvenience", "sorry for the delay",
        "sorry for the confusion", "are you connected", "are we done", "add me", "help yourself", "how nice",
        "how cool", "how sweet", "how funny", "what a", "can do", "could be", "would be", "is ok", "is fine",
        "are fine", "is good", "no need", "you know what", "guess what", "no problem", "no problems",
        "not a problem", "no issue", "no issues", "no error", "no errors", "whats up", "how are you",
        "how are you all", "how are you doing", "how is it going", "hows it going", "hows everyone",
        "how goes it", "how goes",
        "how is everyone", "anyone there", "anybody there", "anyone here", "anybody here", "is anyone there",
        "is anybody there", "is anyone here", "is anybody here", "are you there", "you there", "anyone alive",
        "can you hear me", "anyone around", "cant wait", "cannot wait", "so what", "who knows", "who cares",
        "what the hell", "why not", "please do", "yes please", "no please", "cant complain", "wont be long",
        "long time no see", "how about that", "isnt it great", "what else", "can i ask a question",
        "may i ask a question", "can i ask something", "anyone awake", "you need", "you need to", "you need a",
        "you need the", "you need some", "you want to", "cant believe", "cannot believe", "wont believe",
        "cant remember", "cannot remember", "did not know", "didnt know", "cant recall", "cannot recall",
        "couldnt care less", "cant help you", "cannot help you", "cant help with", "cannot help with",
        "why would someone", "why would anyone", "why would anybody", "i fixed", "ive fixed", "i solved",
        "ive solved", "solved my issue", "solved my problem", "solved the issue", "solved the problem",
        "fixed my issue", "fixed my problem", "fixed the issue", "fixed the problem", "fixed the error",
        "i solved my issue", "i solved my problem", "i solved the issue", "i solved the problem",
        "i fixed my issue", "i fixed my problem", "i fixed the issue", "i fixed the problem",
    ),
    helping=(
        "have you tried", "did you try", "have you asked", "have you checked your", "did you check your",
        "are you trying", "you trying to", "are you sure", "are you running", "version are you", "do you mean",
        "did you mean", "you mean", "your problem", "your problems", "your issue", "your issues",
        "what happens if you", "what happens when you", "you should try", "you could try", "you can try",
        "you might try", "sounds like a", "sounds like an", "sounds like the", "sounds like your",
        "then you have a problem", "then youve got a problem", "then you got a problem",
    ),
    pointers=(
        "it", "that", "this", "one", "them", "those", "these", "same", "the same", "too", "so", "now", "also",
        "really",
    ),
    again=(
        "again", "still", "once more", "is back", "are back", "came back", "comes back", "not fixed",
        "not solved", "wasnt fixed", "isnt fixed",
    ),
)

_REPLIES = ReplyWords(
    stop=("stop", "unsubscribe", "stop it", "stop now", "stop all", "opt out", "optout"),
    start=("start", "unstop", "start again", "resubscribe"),
    please=("please", "pls", "plz", "thanks", "thank you", "thx", "ok", "now"),
    thanks=(
        "thanks", "thank you", "thank u", "thankyou", "thx", "thanx", "tnx", "ty", "tysm", "cheers",
        "much appreciated", "appreciate it", "appreciated", "i appreciate it", "thanks a lot",
        "thanks a million", "many thanks", "for your help", "for the help", "for your time", "for everything",
        "for helping", "for helping me", "for your support", "for asking", "for checking", "for checking in",
        "for your quick response", "for the update", "for the quick reply", "for the info", "no worries",
        "no problem", "no prob", "np", "youre welcome", "welcome", "my pleasure", "ok", "okay", "okey", "k", "kk",
        "alright", "sure", "great", "awesome", "cool", "nice", "wonderful", "excellent", "brilliant",
        "perfect", "fantastic", "amazing", "sweet", "super", "lovely", "got it", "will do", "understood",
        "noted", "bye", "goodbye", "good bye", "see you", "see ya", "cya", "take care", "have a nice day",
        "have a good day", "have a great day", "have a good one", "have a nice weekend",
        "have a great weekend", "good night", "good day", "you too", "hi", "hello", "hey", "you rock",
        "you are the best", "youre the best", "no thanks", "no thank you", "nothing else", "no nothing else",
        "no thats all", "thats all", "no thats it", "very kind", "very kind of you", "good job", "great job",
        "well done", "haha", "lol",
    ),
    fine=(
        "works", "it works", "working", "fixed", "solved", "resolved", "sorted", "all good", "good",
        "is fine", "its fine", "fine", "all fine", "works again", "working again", "is back up", "back up",
        "back online", "back to normal", "up and running", "up and running again", "works for me", "problem solved",
        "issue solved", "issue resolved", "problem resolved", "problem is solved", "problem is fixed",
        "problem is gone", "error is gone", "issue is resolved", "issue is fixed", "no more problems",
        "no more errors", "no more issues", "no problems", "no issues", "no errors", "no problems so far",
        "no issues so far", "happy", "very happy", "im happy", "did the trick", "does the trick", "did it",
        "worked", "that worked", "it worked", "like a charm", "like new", "runs", "running", "arrived",
        "i got it", "received it", "no all good", "never better", "no complaints", "cant complain",
        "couldnt be better", "better than ever", "went away", "better", "much better", "that was it",
    ),
    yes=("yes", "yep", "yeah", "yup", "yes it does", "yes it is", "it does", "it is"),
    fillers=(
        "it", "its", "it is", "that", "thats", "this", "is", "are", "i", "im", "we", "you", "so", "very",
        "much", "really", "now", "all", "everything", "just", "the", "a", "and", "me", "my", "to", "for",
        "too", "again", "as well", "indeed", "well", "here", "oh", "ah", "yay", "seems", "seems to be",
        "looks", "guys", "team", "everyone", "sir", "maam", "madam", "today", "totally", "completely",
        "absolutely", "perfectly", "fully", "finally", "has been", "have", "was", "u", "lot", "again thanks",
        "then", "of you", "same", "a lot", "great", "bud", "buddy", "mate", "man", "dude", "bro", "pal",
    ),
    doubts=(
        "not", "no", "nope", "never", "but", "however", "though", "although", "except", "still", "yet",
        "until", "till", "only", "almost", "partly", "partially", "sometimes", "again", "back", "for a",
        "for an", "for the", "for two", "for now", "yesterday", "at first", "first", "then", "problem",
        "problems", "issue", "issues", "error", "errors", "broken", "broke", "bug", "fail", "fails", "failed",
        "failing", "crash", "crashed", "crashes", "wrong", "worse", "bad", "dead", "gone", "lost", "missing",
        "stuck", "slow", "please", "pls", "plz", "need", "needs", "want", "wants", "would", "could", "should",
        "can", "if", "why", "how", "what", "when", "where", "who", "other", "another", "nothing", "nobody",
        "none", "hardly", "barely", "unfortunately", "sadly", "wasnt", "isnt", "arent", "doesnt", "dont",
        "didnt", "wont", "cant", "cannot", "couldnt", "hasnt", "havent", "wouldnt", "shouldnt", "stopped",
        "stops", "old", "unless", "instead", "without", "maybe", "perhaps", "not sure", "also", "one more",
        "question", "waiting", "refund", "cancel", "half", "sort of", "kind of", "kinda", "supposed",
        "terrible", "sarcasm",
    ),
)

ENGLISH = Language(
    name="English",
    times=_TIMES,
    asking=_ASKING,
    replies=_REPLIES,
    stop_words="""
        a about above actually after again all also am an and any anybody anyone anything are aren't as at be
        because been before being both but by can can't cannot cant could couldn't couldnt did didn't didnt do
        does doesn't doesnt doing don't done dont down each either else even ever every everything few for from
        get gets getting go going got guys had has hasn't hasnt have haven't havent having he hello help her
        here hey hi him his how i i'd i'll i'm i've idea ideas if im in into is isn't isnt issue issues it it's
        its ive just know let like make many may maybe me might more most much my need neither no nor not
        nothing now of off ok okay on once one only or other our out over own please problem problems question
        questions really said same say says see she should since so some somebody someone something still stuff
        such than thank thanks that that's thats the their them then there these they thing things this those
        through to too try trying under until up us use using very want was wasn't wasnt way we we're well were
        what what's whats when where which while who why will with won't wont would yes yet you your
    """,
)
