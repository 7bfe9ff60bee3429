using Territory.Contracts;

namespace Territory.Intake.Reading;

// Whom the next sentence means by "they" and "the fighters": who acted in this one, never those who left a place to him.
internal sealed partial class EnglishParties
{
    private bool acting;
    private string? left;

    /// <summary>A party has been told of: it acts, or it only gives way to whoever acts.</summary>
    public void Tell(int at)
    {
        var code = Governed(at) || OfRelative(at) || Driven(at) ? null : Code(at);
        var yields = code is not null && GivesWay(at);
        scene.Meet(s[at], behind: acting && yields);
        if (code is null) return;
        if (yields) left = code;
        if (acting && (yields || InCircumstance(at))) return;
        scene.LastSubject = code;
        acting |= !yields && !s[at + 1].Is(Sense.Say);
    }

    /// <summary>The sentence is told: who gave way in it is remembered for the next.</summary>
    public void End()
    {
        if (acting || left is not null) scene.LastLeft = left;
    }

    // "after army units withdrew", "army units were driven out", "the army's retreat".
    private bool GivesWay(int at)
    {
        for (var i = at + 1; i <= at + 2 * Gap && s[i].Kind == TokenKind.Word && (!s[i].IsActor || i == at + 1 || s[i - 1].Word is "and"); i++)
        {
            if (s[i].Is(Sense.Withdraw | Sense.Leave | Sense.Lose | Sense.Fall) && s[i].Form != Form.Plain || s[i].Is(Tie.Failure)) return true;
            if (s[i].Is(Sense.Expel) && s[i - 1].Is(Hint.Passive)) return true;
            if (s[i].Form is Form.Past or Form.Present && !s[i].Is(Sense.Manage)) return false;
        }
        return false;
    }

    // "took A after the army had shelled it": who is only named in what went before.
    private bool InCircumstance(int at)
    {
        var i = at - 1;
        while (s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Direction)) i--;
        return s[i].Is(Sense.After) || s[i].Word is "when" or "once" or "despite";
    }

    // "The army lost A to the rebels. They then took B": either.
    private bool LostToOther() => !acting && left is null && scene.LastLeft is { } gone && gone == scene.LastSubject && scene.LastTold.Any(f => f is { Kind: not ClaimKind.Denial, To: { } taker } && !scene.Kin(taker, gone) && scene.Kin(f.From, gone));

    // "The army took A after rebels left it. The fighters …": hardly the army's, and who left took nothing.
    private bool Unclear(int noun, string subject) =>
        scene.LastLeft is { } gone && (s[noun].Says(Cue.IrregularFighters) ? scene.IsState(subject) && (gone == subject || !scene.IsState(gone))
            : s[noun].Says(Cue.RegularTroops) && !scene.IsState(subject) && scene.IsState(gone));

    // "to stop the army from seizing", "kept rebels from entering": who is kept from it.
    private int Kept(int verb)
    {
        var from = s[verb].Form == Form.Gerund ? Stretch.Of(verb - 2, 2).FirstOrDefault(i => s[i] is { Word: "from", Tail: "from" }, -1) : -1;
        var who = from < 0 ? -1 : Stretch.Of(from - 3, 3).LastOrDefault(i => Named(i) && Code(i) is not null, -1);
        return who >= 0 && Stretch.Of(who - 4, 4).Any(i => (s[i].Is(Sense.Repel) || s[i].Says(Cue.HinderVerb)) && s[i].Form != Form.Participle) ? who : -1;
    }

    private bool Passively(int verb) => s[verb - 1].Is(Hint.Passive | Hint.Had);
}
