namespace Territory.Intake.Reading;

// What is still to come, hangs on a condition or is only thought of.
internal sealed partial class ArabicMood
{
    // «سيطر على X عدا Y التي سيحسم أمرها غدا»: what is to come is another's.
    private bool Coming(int at) => dates.Any(d => d.Coming && s.SameClause(d.At, at) && !(s[at].Form == Form.Perfect && s[d.At].EndsIn(Cue.LaterAdverb)) && !(s[at].Form == Form.Perfect && d.At > at && Stretch.Of(at, d.At - at).Any(i => s[i].Is(Sense.Rel) || Expected(i))) && Math.Abs(d.At - at) <= 2 * Reach) && !s[at].Is(Sense.Attack | Sense.Attempt);

    // «دخلت A X، ومن المتوقع وصول B غدا»: what else is expected.
    private bool Expected(int at) => s[at - 1].Kind == TokenKind.Comma && s[at].HasConjunction && s[at].Is(Sense.From) && s[at + 1].Is(Sense.May) || s[at - 1].Kind == TokenKind.Comma && s[at].Is(Sense.May) && s[at].Form != Form.Perfect && s[at].Word is not ("قد" or "وقد");

    /// <summary>Still to come, and by agreement.</summary>
    public bool Agreed(int at) => !Conditional(at) && !Refuted(at) && Negation(at) is null && (s[at].Form == Form.Future || Coming(at)) && Stretch.Of(0, s.Count).Any(i => s[i].Is(Tie.Settlement) || i < at && s[i].Says(Cue.Scheduled)) && !Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).Any(i => s[i].Is(Sense.Deny | Sense.Neg));

    public bool Conditional(int at)
    {
        // «إن سقطت X»: before a verb it is no «that», and where it was so, «ما إن سقطت X حتى», it has come true.
        if (s[at].Form == Form.Perfect && s[at - 1] is { Word: "ان", HamzaBelow: true } && s[at - 2].Word is not "ما") return true;
        for (var i = at - 1; i >= 0 && i >= at - 2 * Reach; i--)
        {
            if (s[i].Is(Sense.If)) return true;
            // «إذا هاجموا X، وهي مدينة تسيطر عليها A»: what she is, whatever comes of it.
            if (s[i].Word is "وهي" or "وهو" && s[i - 1].Kind == TokenKind.Comma && s[at].Is(Sense.Hold | Sense.Still | Sense.TakeOn)) return false;
            // «لو …، لكن المدينة بيد الجيش»
            if (s[i].Is(Sense.Clause) && s[i].Says(Cue.However)) return false;
            if (s[i].Kind == TokenKind.Comma && s[at].Form == Form.Perfect) return false;
        }
        return false;
    }

    // «والسيطرة على حمص تفتح الطريق»: a thought, nothing that happened.
    private bool Opens(int at)
    {
        for (var i = at + 1; i < s.Count && i < at + Reach; i++)
        {
            if (s[i].HasConjunction || s[i].Kind == TokenKind.Comma || Remark(i)) continue;
            if (Future(i)) return true;
        }
        return false;
    }

    // «أعلنت السيطرة على X، مما يعني كذا», «الأمر الذي يفتح», «وهو ما سيتيح»: said of what is done already.
    private bool Remark(int at) => s[at - 1].Word is "مما" or "ما" && (s[at - 2].Kind == TokenKind.Comma || s[at - 1].Word is "مما" || s[at - 2].Word is "وهو" or "هو") || s[at - 1].Is(Sense.Clause) && s[at - 1].Says(Cue.TheMatter);

    // «سيطرة A على X تمنحها كذا»: what it gives her now, she has.
    private bool Gives(int at) => Stretch.Of(at + 1, Reach).FirstOrDefault(i => s[i].Is(Sense.Opens), -1) is >= 0 and var opens && s[opens].Says(Cue.GivesIt);

    // «سيضعها في موقع أفضل للتقدم نحو X», «ستصل إلى X، لتحكم السيطرة»: an aim within what is only foretold.
    private bool Foretold(int at) => Stretch.Of(at - Reach, Reach).Any(i => i >= 0 && s.ClauseOf(i) >= s.ClauseOf(at) - 1 && Future(i) && !s[i].Is(Sense.Opens) | s[i].Word.StartsWith('س'));

    private bool Future(int at) => s[at].Is(Sense.Opens) || s[at].Form == Form.Future || (s[at].IsWord && s[at].Word.Length > 3 && s[at].Word.StartsWith("ست", StringComparison.Ordinal));

    // «لم تسيطر إلا على نصف X», «لم تدخلها إلا بعد معركة»: what is left out of the denial is so.
    private bool Excepts(int at) => s[at].Finite && !s[at].Is(Tie.Retain) && Stretch.Of(at + 1, 8).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].Is(Sense.Clause) && !(s[i].Is(Sense.On) && !s[i + 1].Is(Tie.Only) && !s[i - 1].Is(Tie.Only))).Any(i => s[i].Is(Tie.Only) && s[i].Word is "الا" or "سوي" && (s[i + 1].Is(Sense.On | Sense.After) || s[i].Word is "سوي" && s[i - 1].Is(Sense.On)));

    /// <summary>«سنستعيد مدينة X»: what whoever speaks means to do.</summary>
    public bool Vowed(int at) => s[at].Form == Form.Future && s[at].Word.TrimStart('و', 'ف').StartsWith("سن", StringComparison.Ordinal) && s[at].Is(Sense.Take | Sense.TakeOn | Sense.Enter | Sense.Impose | Sense.Receive);

    /// <summary>On a condition, or on a day that is not yet.</summary>
    public bool StillToCome(int at) => Conditional(at) || Coming(at);
}
