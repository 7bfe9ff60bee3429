namespace Territory.Intake.Reading;

/// <summary>Where an Arabic clause begins: at a connective, at و with a finite verb, at a verb after a comma. Text without points needs it.</summary>
internal static class ArabicClauses
{
    public static bool Begins(Sentence s, int at)
    {
        var (item, before) = (s[at], s[at - 1]);
        if (item.Is(Sense.Clause)) return true;
        if (item.HasConjunction && Verbal(item)) return true;
        if (before.Kind is not (TokenKind.Comma or TokenKind.Colon)) return false;
        // «سيطر على X، على أن تنسحب Y غدا»: what is still to come.
        if (item.Is(Sense.On) && s[at + 1].Is(Sense.That) && s[at + 1].Word is "ان") return true;
        // «أعلنت A، عن سيطرتها على X»: what she has announced.
        return Verbal(item) || item.Is(Sense.Rel) || (item.IsActor && at + 1 < s.Count && Verbal(s[at + 1])) || item.Is(Sense.That) && item.Word is not "عن";
    }

    private static bool Verbal(Item item) => item.Finite || item.Is(Sense.Was) || item.Is(Sense.Still);
}
