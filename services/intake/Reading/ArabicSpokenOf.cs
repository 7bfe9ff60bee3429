namespace Territory.Intake.Reading;

// Of whom a speaker speaks when he says «she».
internal sealed partial class ArabicRoles
{
    // «هاجمت A البلدة، وقال B إنها انسحبت منها»: she, of whom he speaks, and not he; null where the pronoun may be the speaker's own.
    private Taker? SpokenOf(int verb)
    {
        if (!s[verb].Finite || !Whose(s[verb])) return null;
        var that = s[verb - 1].Is(Sense.That) ? verb - 1 : s[verb - 1].Is(Sense.May | Sense.Neg | Sense.Never) && s[verb - 2].Is(Sense.That) ? verb - 2 : -1;
        if (that < 1 || s[that].Word is not ("انها" or "انه" or "بانها" or "بانه")) return null;
        var say = Stretch.Of(that - 6, 6).LastOrDefault(i => s[i].Is(Sense.Say) && s[i].Finite && s[i].Form != Form.Future, -1);
        if (say < 0 || Stretch.Of(say + 1, that - say - 1).Any(i => s[i].Kind == TokenKind.Comma)) return null;
        var (word, she) = (s[say].Word[s[say].Prefix.Length..], s[that].Word.EndsWith('ا'));
        if ((s[say].Form == Form.Perfect ? word.EndsWith('ت') : word.StartsWith('ت')) == she || word.EndsWith("وا", StringComparison.Ordinal) || word.EndsWith("ون", StringComparison.Ordinal) || !s[verb].Pronoun && Hers(s[verb]) != she) return null;
        if (parties.Agreeing(that) is >= 0 and var meant) return new Taker(parties.Joint(meant), meant, true);
        return scene.LastActing is null || scene.LastSubject is not { } last || last == parties.Speaker ? default(Taker) : new Taker(last, -1, true);
    }

    // «قالت إنه تم تحرير X»: the pronoun is nobody.
    private static bool Whose(Item verb) => !verb.Says(Cue.WasDone);

    private static bool Hers(Item verb) => verb.Word[verb.Prefix.Length..] is var word && (verb.Form == Form.Perfect ? word.EndsWith('ت') : word.TrimStart('س').StartsWith('ت'));

    // «قامت حشود من جيش A بمحاولة اقتحام X»: who made the attempt; -1 for none.
    private int Attempting(int attempt, int t) =>
        attempt >= 0 && s[attempt].Form == Form.Noun && s[attempt].HasPreposition('ب') && Stretch.Of(attempt - 7, 6).LastOrDefault(i => s[i].Finite && s[i].Is(Sense.Manage) && s.SameClause(i, t), -1) is >= 0 and var did ? parties.SubjectAfter(did, attempt) : -1;

    // «على يد فصائل المعارضة».
    public int Agent(int t)
    {
        for (var i = t + 1; i <= t + 10; i++)
        {
            if (s[i].Is(Hint.By)) return parties.After(i);
            // «استعاد A السيطرة على X التي طرد منها على أيدي B»: of another deed.
            if (s[i].Form == Form.Perfect && s[i].Is(Sense.Expel | Sense.Lose | Sense.Withdraw)) return -1;
        }
        return -1;
    }

    private int GoingOn(int place)
    {
        var comma = Stretch.Of(place, 10).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        var verb = comma < 0 ? -1 : comma + 1;
        return verb > 0 && s[verb] is { Finite: true, Pronoun: false, HasConjunction: false } && s[verb].Is(Sense.Advance | Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Standing | Sense.Attempt | Sense.Say) ? parties.SubjectAfter(verb, verb + 5) : -1;
    }
}
