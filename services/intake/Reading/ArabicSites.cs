using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>«سد تشرين … السد»: a site of its own, called by its kind once it has been named.</summary>
internal static class ArabicSites
{
    // «مدينة X ومطارها العسكري»: the airport that bears her name.
    private static Area? Airport(Sentence s, int at, Scene scene)
    {
        if (s[at].IsArea || !s[at].Says(Cue.AndItsAirport) || s[at - 1].Meaning.Areas.Find(a => a is { Level: AreaLevel.Place, SeatOf: 1 or 2 }) is not { } town) return null;
        var name = "مطار " + town.NameAr;
        return scene.Theatre.Areas.FirstOrDefault(a => a.Level == AreaLevel.Site && (a.NameAr == name || a.NameAr.StartsWith(name + " ", StringComparison.Ordinal)));
    }

    public static void Recall(Sentence s, Scene scene)
    {
        for (var i = 0; i < s.Count; i++)
        {
            // «سد X بالرقة»: no village X of another governorate, when «X» is told of later.
            if (s[i].Meaning.Areas is [{ Level: AreaLevel.Place, SeatOf: null } namesake] && s[i - 1].Is(Hint.CueSite) && s[i + 1] is { IsArea: true } beside && beside.HasPreposition('ب') && beside.Meaning.Areas.Find(a => a.Level == AreaLevel.Governorate) is { } lies && lies.Code != scene.GovernorateOf(namesake)) scene.Elsewhere.Add(namesake);
            if (Airport(s, i, scene) is { } airport) s.Items[i] = s[i].Called(airport, "و");
            else if (s[i].IsArea)
            {
                // Of two dams in one report neither is «the dam».
                if (s[i].Meaning.Areas is [{ Level: AreaLevel.Site } site] && s[i].Word != s[i].Tail && s[i].Prefix == "") scene.Sites[s[i].Word] = scene.Sites.TryGetValue(s[i].Word, out var other) && other != site ? null : site;
            }
            else if (scene.Sites.Count > 0 && !s[i].IsActor && s[i].Word.StartsWith("ال", StringComparison.Ordinal) && s[i].Word == s[i].Tail && !s[i + 1].IsArea && scene.Sites.GetValueOrDefault(s[i].Word[2..]) is { } meant) s.Items[i] = s[i].Called(meant);
        }
    }
}
