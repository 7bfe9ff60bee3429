using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Who acts, who is acted upon, and who speaks in an Arabic sentence.</summary>
internal sealed partial class ArabicParties(Sentence s, Scene scene, DateOnly day, string? speaker)
{
    private const int Reach = 14;

    public string? Speaker => speaker;

    public string? Code(int at, bool loser = false) => Nameless(at) ? Code(at + 2, loser) : ActorChoice.Of(s[at], scene, day, speaker, loser) ?? (Speaks(at) ? ActorChoice.Metonym(s[at], day) : null);

    // «مسلحون من تنظيم الدولة»: whose gunmen they are.
    private bool Nameless(int at) => s[at].IsActor && (s[at].EndsIn(Cue.ArmedMen) || s[at].Says(Cue.GroupsNoun) && s[at].EndsIn(Cue.ArmedAdjective)) && s[at + 1].Is(Sense.From) && s[at + 1].Word is "من" && !s[at - 1].Is(Sense.Take | Sense.Receive)
        && s[at + 2] is { IsActor: true, Prefix: "" } && !s[at + 2].Meaning.Actors.TrueForAll(a => a.Metonym) && s[at].Meaning.Actors.TrueForAll(a => a.Common);

    /// <summary>Who is meant in a place: locals of one governorate act in no other.</summary>
    public string? In(Place place, int at, string? code) =>
        at < 0 || (place.Area.Level == AreaLevel.Governorate ? place.Area.Code : scene.GovernorateOf(place.Area)) is not { } governorate ? code : ActorChoice.Outside(s[at], governorate, code, scene, day, speaker);

    /// <summary>The actor named right after a word, over adverbs and nouns for people: «سيطرة (مقاتلي) المعارضة».</summary>
    public int After(int at, int reach = 4)
    {
        for (var i = at + 1; i < s.Count && i <= at + reach; i++)
        {
            if (s[i].IsActor && !IsMetonymOnly(i)) return i;
            // «سيطرة الأخير على»: the party named last.
            if (i == at + 1 && s[i].Is(Hint.Latter)) return Stretch.Of(0, at).LastOrDefault(n => s[n].IsActor && !IsMetonymOnly(n) && Code(n) is not null, -1);
            // «دخول قوات تابعة لوزارة X»
            if (i > at + 1 && s[i].Is(Tie.Affiliated) && s[i - 1].Is(Sense.People) && s[i + 1].IsActor) continue;
            if (s[i].Kind == TokenKind.Open && s[i + 1].IsActor && i > at + 1) continue;
            // «خروج آلاف المسلحين», «خروج نحو 700 من مقاتلي المعارضة»
            if (s[i].Kind == TokenKind.Number || s[i].Says(Cue.QuantityWord) && !s[i].Prepositional || i > at + 1 && s[i].Is(Sense.From) && s[i - 1].Kind == TokenKind.Number) continue;
            // «آخر دفعة من مقاتلي المعارضة»
            if (i > at + 1 && s[i].Is(Sense.From) && (s[i - 1].Is(Sense.People) || s[i - 1].Is(Hint.Last)) && (s[i + 1].IsActor || s[i + 1].Is(Sense.People))) continue;
            if (!((s[i].Is(Sense.People | Sense.Adverb | Sense.Part | Sense.Whole) || s[i].Is(Hint.Last)) && !s[i].Is(Sense.In)) || s[i].Prepositional) return -1;
        }
        return -1;
    }

    /// <summary>The holder after «سيطرة», also past «مشتركة بين».</summary>
    /// <remarks>«تطهير جيب التنظيم»: whose the part is, not who clears it.</remarks>
    public int Holder(int control) => s[control].Is(Sense.Take) && s[control].Form == Form.Noun && s[control + 1].Is(Sense.Part) ? -1 : Own(control) ? Owner(control) :
        !s[control + 1].Is(Tie.Joint) ? After(control) : After(s[control + 2].Is(Sense.Between) || s[control + 2].Word is "من" ? control + 2 : control + 1);

    /// <summary>«في يده», «تحت سيطرتهم»: of whoever acts in the sentence.</summary>
    public bool Own(int hold) => s[hold].Is(Sense.Hold) && (s[hold].EndsIn(Cue.OwnHold) || s[hold].Tail.Contains("قبضت", StringComparison.Ordinal) || s[hold].Tail.Contains("سيطرت", StringComparison.Ordinal));

    // «قوات النظام، التي لم يبق بيدها سوى X»: of whom the relative clause tells; «بيده» is no «فصائل», «بيدها» no «جيش».
    private int Owner(int hold)
    {
        if (Stretch.Of(hold - 5, 5).LastOrDefault(i => s[i].Is(Sense.Rel), -1) is >= 0 and var rel && Told(rel) is >= 0 and var head) return head;
        var agreeing = Stretch.Of(0, hold).LastOrDefault(i => s[i].IsActor && !IsMetonymOnly(i) && !Governed(i) && Code(i) is not null && Agrees(s[i], s[hold].Tail), -1);
        if (agreeing >= 0 || AnyBefore(hold) is >= 0) return agreeing >= 0 ? agreeing : AnyBefore(hold);
        // «مواقع للتنظيم في مدينة X الواقعة تحت سيطرته»
        return Stretch.Of(0, hold).LastOrDefault(i => s[i].IsActor && !s[i].IsArea && !IsMetonymOnly(i) && Code(i) is not null && Agrees(s[i], s[hold].Tail), -1);
    }

    /// <summary>The party a relative clause hangs on, past a comma; -1 where it hangs on something else.</summary>
    public int Told(int rel) => Described(s[rel - 1].Kind == TokenKind.Comma ? rel - 2 : rel - 1) is var head && s[head].IsActor && !IsMetonymOnly(head) && Code(head) is not null ? head : -1;

    // «الميليشيات الإيرانية، التي», «الجيش الوطني المدعوم تركيا، الذي»: past what describes the party.
    private int Described(int at)
    {
        var head = at;
        while (head > at - 4 && head > 0)
            if (s[head].IsActor && s[head - 1].Is(Tie.Backing)) head -= 2;
            else if (s[head].IsActor && Backing(head - 1)) head -= 3;
            else if (s[head] is { IsWord: true, HasConjunction: false } adjective && adjective.Word.StartsWith("ال", StringComparison.Ordinal)) head--;
            else break;
        return head;
    }

    /// <summary>«سيطر مقاتلون على X بعد أن أخلاها الجيش، كما استولوا على Y»: not the army, where people in the plural stand before it.</summary>
    public int ManyBefore(int one) => !Single(s[one]) ? -1 : Stretch.Of(0, one).LastOrDefault(i => s[i].IsActor && !IsMetonymOnly(i) && !Governed(i) && Code(i) is not null && s[i].Word[s[i].Prefix.Length..] is var word
        && (word.EndsWith("ون", StringComparison.Ordinal) || word.EndsWith("ين", StringComparison.Ordinal) || word.EndsWith("لو", StringComparison.Ordinal) || word.EndsWith("حو", StringComparison.Ordinal) || s[i].SaysCut(Cue.PluralFighters)), -1);

    private static bool Single(Item party) => Agrees(party, "ه") && !party.Says(Cue.PartyOfEitherGender);

    // A party is of the gender of its first word.
    private static bool Agrees(Item party, string pronoun)
    {
        if (party.SaysCut(Cue.PartyOfEitherGender)) return true;
        var masculine = party.SaysCut(Cue.MasculineBody);
        return pronoun[^1] == 'ه' ? masculine : !pronoun.EndsWith("ها", StringComparison.Ordinal) || !masculine;
    }

    /// <summary>A capital's name that is a place here.</summary>
    public bool IsMetonymOnly(int at) => s[at].Meaning.Actors.All(a => a.Metonym) && !Speaks(at);

    // «دمشق تعلن», «أعلنت دمشق».
    private bool Speaks(int at) =>
        !s[at].Prepositional && !s[at].Meaning.Actors.All(a => a.Voice) && ((at + 1 < s.Count && s[at + 1].Is(Sense.Say | Sense.Deny) && s[at + 1].Finite && !s[at + 1].HasConjunction) || (at > 0 && s[at - 1].Is(Sense.Say | Sense.Deny) && s[at - 1].Finite) || Rules(at));

    // «أن دمشق استعادت السيطرة على X», «استعادت دمشق السيطرة على X», «سيطرة دمشق على X»: the capital for its government.
    private bool Rules(int at) =>
        s[at - 1] is { Form: Form.Noun } && s[at - 1].Is(Sense.TakeOn) && s[at + 1].Is(Sense.On) ||
        (at == 0 || s[at - 1].Is(Sense.That)) && s[at + 1] is { Finite: true, HasConjunction: false } && s[at + 1].Is(Sense.Take | Sense.Impose | Sense.Receive | Sense.HandOver | Sense.Pull)
        || s[at - 1].Finite && s[at - 1].Is(Sense.Take | Sense.Impose | Sense.Lose) && s[at + 1].Is(Sense.TakeOn) && s[at + 1].Definite;
}
