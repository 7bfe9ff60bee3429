namespace Territory.Intake.Reading;

/// <summary>«حركة X … مقاتلو الحركة»: a party called by its kind once it has been named.</summary>
internal static class ArabicGroups
{
    public static void Recall(Sentence s, Scene scene)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].IsPlain) continue;
            ShortName(s, i, scene);
            // «الهيئة»: the party only where it does something; «الهيئة العليا» is another body.
            if (s[i].IsActor && s[i].Says(Cue.ShortPartyName) && !(Acts(s, i) && !(s[i + 1].IsWord && s[i + 1].Word.StartsWith("ال", StringComparison.Ordinal)))) s.Items[i] = s[i].Unknown();
            if (Kind(s[i], scene) is not { } kind) { if (s[i].Is(Tie.GroupKind) && s[i + 1].IsActor) Note(scene, s[i].Word[s[i].Prefix.Length..], s[i + 1]); }
            else if (Meant(s, i, scene, kind) is { } actors) s.Items[i] = s[i].Called(actors);
            else if (s[i].IsActor) Note(scene, kind, s[i]);
        }
    }

    // «تنظيم الدولة الإسلامية … مقاتلو الدولة»: once named so, and only of people or beside a deed.
    private static void ShortName(Sentence s, int at, Scene scene)
    {
        if (s[at].IsActor && s[at].Meaning.Actors.Exists(a => a.Actor.Code == "ISIS") && (s[at].Says(Cue.StateWord) || s[at].EndsIn(Cue.PartOfAPartysName) && s[at].Says(Cue.Organisation))) scene.Groups["دوله"] = s[at].Meaning.Actors;
        else if (s[at].IsWord && s[at].Says(Cue.TheState) && scene.Groups.GetValueOrDefault("دوله") is { } named && !s[at + 1].Word.StartsWith("ال", StringComparison.Ordinal) && (s[at - 1].Is(Sense.People) || Acts(s, at))) s.Items[at] = s[at].Called(named);
    }

    // The kind a name begins with, or the one that stands for it: «حركة X», «الحركة».
    private static string? Kind(Item item, Scene scene)
    {
        if (item.IsActor && item.Word != item.Tail && item.Word[item.Prefix.Length..] is var word && scene.GroupKinds.Contains(word)) return word;
        return item.Is(Tie.GroupNamed) || (item.IsActor && item.Tail == "التنظيم") ? scene.GroupKinds.FirstOrDefault(kind => item.Tail.EndsWith("ل" + kind, StringComparison.Ordinal)) : null;
    }

    private const Sense Deeds = ArabicRules.Triggers | Sense.Impose | Sense.Manage;

    private static bool Acts(Sentence s, int at) => s[at - 1].Finite && s[at - 1].Is(Deeds) || s[at + 1].Finite && s[at + 1].Is(Deeds);

    // Of two movements in one report neither is «the movement».
    private static void Note(Scene scene, string kind, Item party)
    {
        if (party.Meaning.Actors.Exists(a => a.Metonym || a.Voice)) return;
        foreach (var known in new[] { kind, "فصيل" })
            scene.Groups[known] = scene.Groups.TryGetValue(known, out var other) && other?[0].Actor.Code != party.Meaning.Actors[0].Actor.Code ? null : party.Meaning.Actors;
    }

    private static List<ActorWording>? Meant(Sentence s, int at, Scene scene, string kind)
    {
        // «التنظيم» is IS wherever the report names it; «الوحدات» are whose units were named.
        if (!s[at].Tail.EndsWith("ل" + kind, StringComparison.Ordinal) || scene.Groups.GetValueOrDefault(kind) is not { } actors || (s[at].IsActor && kind != "وحدات" && (kind != "تنظيم" || scene.Parties.Contains("ISIS")))) return null;
        // «على الجبهة», «قال اللواء»: the front, the rank.
        return s[at].IsActor || s[at - 1].Is(Sense.People) || s[at - 1].Is(ArabicRules.Triggers) || s[at + 1].Finite && s[at + 1].Is(ArabicRules.Triggers) ? actors : null;
    }
}
