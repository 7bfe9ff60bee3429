namespace Territory.Intake.Reading;

// What is received from somebody, and by whom is not said.
internal sealed partial class ArabicRules
{
    // «تسلّم حقل X من قسد», «استلام معبر Y من A»: from whom it comes, never who has it.
    private Taker NotTheGiver(int t, List<Place> places, Taker taker)
    {
        if (!s[t].Is(Sense.Take | Sense.Receive) || taker.Code is null) return taker;
        var end = places[^1].Last;
        var giver = Enumerable.Range(end + 1, 6).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause) && s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.From) && s[i].Word is "من" && parties.After(i) >= 0, -1);
        if (giver < 0 || parties.After(giver) != taker.At && (taker.Sure || parties.Code(parties.After(giver), loser: true) != taker.Code)) return taker;
        return parties.Speaker is { } speaker && roles.Other(parties.After(giver), speaker) is not null ? new Taker(speaker, -1, true) : default;
    }

    private bool Received(int t) => s[t].Is(Sense.Receive) && (s[t].Finite || s[t].Form == Form.Noun);
}
