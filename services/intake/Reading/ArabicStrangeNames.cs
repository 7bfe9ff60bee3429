using Territory.Contracts;

namespace Territory.Intake.Reading;

// What a sentence is of, and names at the head of a list that the theatre does not have.
internal sealed partial class ArabicGoverned
{
    /// <summary>«تدمر مدينة أثرية في بادية كذا، سقطت بيد A»: the town that the sentence is of; none where it begins otherwise.</summary>
    public List<Place> Topic()
    {
        var name = s[0].Says(Cue.IsReckoned) ? 1 : 0;
        var cue = s[name].Is(Hint.CuePlace) && s[name + 1].IsArea ? 1 : 0;
        if (s[name + cue] is not { IsArea: true, IsActor: false, Prepositional: false }) return [];
        var next = name + cue + 1;
        if (s[next].Kind == TokenKind.Open) next = Stretch.Of(next + 1, 4).FirstOrDefault(i => s[i].Kind == TokenKind.Close, next) + 1;
        // «وتدمر التي تضم آثارا، سقطت بيد A»
        var told = s[next].Is(Sense.Rel) || s[next].Kind == TokenKind.Comma && (s[next + 1].Is(Sense.Rel) || s[next + 1].Word is "وهي" or "هي");
        return told || s[next].Is(Hint.CuePlace) && s[next].Prefix == "" ? [.. ArabicPlaces.From(s, name, scene, direct: false, out _).Where(p => p.Area.Level == AreaLevel.Place).Take(1)] : [];
    }

    // «على تل كذا، وكذا كذا، وX», «على قرية كذا، وبلدة X», «قضاء كذا في غرب العراق ومدينة X»: past names that nobody knows to those that are known.
    private List<Place> PastStrangers(int from)
    {
        var cued = s[from].Is(Hint.CuePlace | Hint.CueDistrict) && s[from + 1].Meaning == Item.Nothing && s[from + 1].Kind == TokenKind.Word;
        if (!cued && (!s[from].IsWord && !s[from].Says(Cue.HillNoun) || s[from].Word.StartsWith("ال", StringComparison.Ordinal))) return [];
        var (words, commas, landmark) = (0, 0, false);
        for (var i = cued ? from + 1 : from; i <= from + Reach; i++)
        {
            var town = s[i].Is(Hint.CuePlace) && s[i] is { HasConjunction: true, Prepositional: false } && s[i + 1] is { IsArea: true, IsActor: false };
            if (town && words + commas > 0 && !ArabicPlaces.Anew(s, i)) return ArabicPlaces.From(s, i, scene, direct: false, out _);
            if (s[i].Kind == TokenKind.Comma) (words, commas, landmark) = (0, commas + 1, false);
            else if (!landmark && words == 0 && commas > 0 && s[i] is { IsArea: true, IsActor: false, HasConjunction: true, Prepositional: false } && s[i].Meaning.Areas.TrueForAll(a => a is { Level: AreaLevel.Place, NeedsCue: false }) && !ArabicPlaces.Anew(s, i)) return ArabicPlaces.From(s, i, scene, direct: false, out _);
            else if (cued && (s[i].Word is "في" || s[i].Is(Sense.Direction) || s[i].Is(Hint.CueCountry) && s[i].HasPreposition('ب') || landmark && s[i] is { Kind: TokenKind.Word, Finite: false, HasConjunction: false } && (s[i].IsArea || s[i].Is(Hint.Compass) || s[i].IsWord))) landmark = true;
            else if (s[i].Is(Hint.CuePlace) && s[i].HasConjunction) words = 0;
            else if (!(s[i].IsWord || i == from) || ++words > 2 || words == 1 && commas > 0 && !s[i].Word.StartsWith('و') && !s[i - 1].Is(Hint.CuePlace)) return [];
        }
        return [];
    }
}
