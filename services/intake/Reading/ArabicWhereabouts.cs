using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// What the words behind a name or a part say of where it lies.
internal sealed partial class ArabicPlaces
{
    // «مدينة (X) في ريف Y»: the name itself.
    private bool Bracketed(int open) => s[open - 1].Is(Hint.Cue) && s[open + 1] is { IsArea: true, IsActor: false } && s[open + 2].Kind == TokenKind.Close;

    // «بعض القرى والبلدات في X»: villages lie in a governorate, not in its seat.
    private bool Villages(int at) => several && cue == Hint.CuePlace && s[at + 1].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate);

    // Where the relative clause that describes a part says that it lies.
    private int Whereabouts(int rel)
    {
        var at = Stretch.Of(rel + 1, 7).FirstOrDefault(i => s[i].Is(Sense.In) && (s[i + 1].IsArea || s[i + 1].Is(Hint.Cue) || s[i + 1].Is(Sense.Direction)) || s[i].HasPreposition('ب') && s[i].Is(Hint.CuePlace) && s[i + 1].IsArea, -1);
        return at < 0 || Stretch.Of(rel + 1, at - rel - 1).Any(i => s[i].Kind != TokenKind.Word || (s[i].IsArea && !s[i].IsActor)) ? -1 : at;
    }

    // The «في» behind what is no town: «قرب نهر كذا في بلدة», «على ضفاف النهر في بلدات»; -1 for none.
    private int Riverside(int near) => Stretch.Of(near + 1, 4).TakeWhile(i => s[i] is { Kind: TokenKind.Word, Finite: false } && !s[i].Is(Hint.Cue) && !(s[i].IsArea && s[i].Meaning.Areas.Exists(a => a.Level == AreaLevel.Place))).FirstOrDefault(i => i > near + 1 && s[i].Is(Sense.In) && s[i + 1].Is(Hint.CuePlace), -1);

    // The name behind «جنوب وغرب مدينة»; -1 where another thing follows.
    private int AroundAfter(int at)
    {
        var name = at;
        while (s[name].Is(Sense.Direction | Sense.Near) && !s[name].IsArea) name++;
        if (name == at) return -1;
        if (s[name].Is(Hint.CuePlace)) name++;
        return s[name] is { IsArea: true, IsActor: false } ? name : -1;
    }

    private int Beyond(int at)
    {
        var next = at + 1;
        while (next <= at + UnknownWords && (s[next].IsWord || s[next].Kind == TokenKind.Number) && !s[next].HasConjunction) next++;
        return next <= at + UnknownWords && s[next].HasConjunction && !s[next].Prepositional && (s[next].IsArea && !s[next].IsActor || s[next].Is(Hint.CuePlace)) ? next : -1;
    }

    // «قرية X بريف Y، وX الواقعة في ريف Z»: of two that bear one name that which lies where the words say.
    private List<Area> Own(int at, IReadOnlyList<Area> bearers)
    {
        var where = Stretch.Of(at + 2, 4).TakeWhile(i => !s[i].Finite && s[i].Kind == TokenKind.Word && !s[i].Is(Sense.Clause) && (i == at + 2 || !s[i].HasConjunction)).FirstOrDefault(i => s[i].IsArea && Stretch.Of(i - 2, 2).Any(k => k > at && s[k].Is(Hint.CueCountry | Hint.CueGovernorate)), -1);
        if (where < 0) return [];
        var over = s[where].Meaning.Areas.Select(a => a.Level == AreaLevel.Governorate ? a.Code : scene.GovernorateOf(a)).ToHashSet();
        return [.. bearers.Where(a => over.Contains(scene.GovernorateOf(a)))];
    }
}
