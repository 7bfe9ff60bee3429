namespace Territory.Intake.Reading;

/// <summary>Where an English clause begins: at a connective, and at a comma or "and" that is followed by an actor with a verb.</summary>
internal static class EnglishClauses
{
    private const int Reach = 4;

    public static bool Begins(Sentence s, int at)
    {
        // "Most of the province, however, remains": the sentence goes on.
        if (s[at].Word is "however" or "though" or "meanwhile" && s[at - 1].Kind == TokenKind.Comma && s[at + 1].Kind == TokenKind.Comma && (Tells(s[at + 2]) || s[at + 2].Is(Sense.Still))) return false;
        // "disguised as YPG fighters": what they look like.
        if (s[at].Word is "as" && s[at - 1].Says(Cue.Disguised)) return false;
        // "the alliance known as the Army of the North": its name.
        if (s[at].Word is "as" && s[at - 1].Says(Cue.DescribedAs)) return false;
        // "such towns as A": no clause.
        if (s[at].Word is "as" && s[at - 2].Word is "such") return false;
        // "A and B, both seized by the rebels": no clause.
        if (s[at].Word is "both" or "all" && s[at + 1].Form is Form.Past or Form.Participle && s[at + 2].Is(Hint.By)) return false;
        // "was then seized by", "had since fallen": the verb goes on.
        if (s[at].Word is "then" or "since" && s[at].Tail is "then" or "since" && (s[at - 1].Is(Hint.Be | Hint.Had) && !s[at - 1].IsActor || s[at - 1].Word is "has" or "have")
            && (s[at + 1].Form is Form.Past or Form.Participle || s[at + 1].Tail is "been")) return false;
        // "since 2013" dates what stands before it.
        if (s[at].Is(Sense.Clause)) return !(s[at].Is(Hint.Since) && (s[at - 1].Word is "have" or "has" or "had" || s[at + 1].Kind == TokenKind.Number || s[at + 1].Is(Hint.Month) || s[at + 1].Says(Cue.EarlyLateOrLast)));
        if (s[at - 1].Kind is not (TokenKind.Comma or TokenKind.Dash or TokenKind.Colon) && s[at - 1].Word is not "and") return false;
        return s[at].Is(Sense.Rel) || EndsRelative(s, at) || (NounThenVerb(s, at) && HasVerb(s, at));
    }

    // ", who recaptured it in 2016," ends with its comma.
    private static bool EndsRelative(Sentence s, int at)
    {
        if (s[at - 1].Kind != TokenKind.Comma) return false;
        for (var i = at - 2; i >= 0 && i >= at - 4 * Reach; i--)
        {
            if (s[i].Kind == TokenKind.Comma) return false;
            if (s[i].Is(Sense.Rel)) return s[i - 1].Kind == TokenKind.Comma;
        }
        return false;
    }

    private static bool NounThenVerb(Sentence s, int at)
    {
        // ", is now in army hands": the verb of the subject before the comma.
        if (s[at].Is(Hint.Be) || s[at].Tail is "been" || s[at].Says(Cue.HaveOrRemain)) return false;
        // "A, B and C returned to the army": one list of names before its verb.
        if (s[at].Capital && !s[at].IsActor && Tells(s[at + 1]) && !Stretch.Of(at - 6 * Reach, 6 * Reach).Any(i => Tells(s[i]))) return false;
        for (var i = at; i < at + Reach; i++) if (s[i].IsActor) return !EnglishParties.Attached(s, i);
        return false;
    }

    private static bool Tells(Item item) => item.Form is Form.Past or Form.Present || item.Is(Hint.Be);

    private static bool HasVerb(Sentence s, int at)
    {
        for (var i = at + 1; i < at + 2 * Reach; i++)
        {
            if (s[i].Kind == TokenKind.Comma) return false;
            // "the last government-held city": no clause.
            if (s[i].Is(Sense.Standing) && s[i - 1].IsActor && (s[i + 1].Is(Hint.Cue | Hint.CueSite) || s[i + 1].Is(Sense.Part))) continue;
            // "in rebel hands": a noun.
            if (s[i].Says(Cue.Hands) && s[i - 1].IsActor) continue;
            if (s[i].Form is Form.Past or Form.Present or Form.Base or Form.Participle || s[i].Is(Hint.Be)) return true;
        }
        return false;
    }
}
