namespace Territory.Intake.Reading;

// What is received from somebody, and by whom is not said.
internal sealed partial class ArabicRules
{
    // «تسلّم حقل X من قسد», «استلام معبر Y من A»: from whom it comes, never who has it.
    private Taker NotTheGiver(int t, List<Place> places, Taker taker)
    {
        if (!s[t].Is(Sense.Take | Sense.Receive) || taker.Code is null) return taker;
        var end = places[^1].Last;
        var giver = Stretch.Of(end + 1, 6).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause) && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.From) && s[i].Word is "من" && parties.After(i) >= 0, -1);
        if (giver < 0 || parties.After(giver) != taker.At && (taker.Sure || parties.Code(parties.After(giver), loser: true) != taker.Code)) return taker;
        return parties.Speaker is { } speaker && roles.Other(parties.After(giver), speaker) is not null ? new Taker(speaker, -1, true) : default;
    }

    // «قال المرصد إن المقاتلين سيطروا على X بعد انسحاب عناصر A»: never he who has left it, but whoever was named beside him.
    private Taker NotTheLeaver(int t, int end, Taker taker)
    {
        if (taker.Code is null || !s[t].Is(Sense.TakeOn | Sense.Take | Sense.Receive | Sense.Enter)) return taker;
        var gone = Stretch.Of(Math.Max(t, end) + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Form == Form.Noun && s[i].Is(Sense.Withdraw | Sense.Leave | Sense.Pull | Sense.Expel) && Stretch.Of(i - 2, 2).Any(k => s[k].Is(Sense.After)), -1);
        if (gone < 0 || parties.After(gone) is not (>= 0 and var leaver) || parties.Code(leaver, loser: true) != taker.Code) return taker;
        var other = Stretch.Of(0, t).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !parties.IsMetonymOnly(i) && roles.Other(i, taker.Code) is not null, -1);
        return other >= 0 ? new Taker(parties.Joint(other), other, true) : default;
    }

    private bool Received(int t) => s[t].Is(Sense.Receive) && (s[t].Finite || s[t].Form == Form.Noun);

    // «انتشر الجيش في X بموجب اتفاق»: who stands in a town, or raises his flag in it, by agreement or in place of others holds it.
    private bool Settled(int t) => Stretch.Of(t + 1, Reach).Any(i => s[i].Is(Sense.Withdraw | Sense.Exit | Sense.Pull) || s[i].Is(Tie.Settlement) || s[i].Is(Sense.Leave) && parties.After(i) >= 0 || s[i].Is(Tie.Ended | Tie.Ends) && s[i + 1].EndsIn(Cue.PresenceNoun));
}
