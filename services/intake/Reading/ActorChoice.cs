namespace Territory.Intake.Reading;

/// <summary>Which actor a wording means, on this day and in this mouth.</summary>
internal static class ActorChoice
{
    // A name that has just passed to another bearer still means the old one when it loses ground.
    private const int DaysOfGrace = 3;

    /// <summary>Code of the actor, or null when the wording means none now.</summary>
    public static string? Of(Item item, Scene scene, DateOnly day, string? speaker, bool loser = false)
    {
        if (loser && Best(item, scene, day.AddDays(-DaysOfGrace), speaker) is { } before && Best(item, scene, day, speaker) is { } now && before != now) return before;
        return Best(item, scene, day, speaker);
    }

    /// <summary>Whom the words mean elsewhere than in the one governorate where they mean locals: «الفصائل» in a report that speaks of X too.</summary>
    public static string? Outside(Item item, string governorate, string? code, Scene scene, DateOnly day, string? speaker) =>
        item.Meaning.Actors.Exists(w => w.Within is { } within && within != governorate && w.Actor.Code == code) ? Best(item, scene, day, speaker, anywhere: true) ?? code : code;

    private static string? Best(Item item, Scene scene, DateOnly day, string? speaker, bool anywhere = false)
    {
        (string? code, var best) = (null, 0);
        // «غرفة العمليات … فصائلها. وفي X تمكنت الفصائل»: those of whoever speaks, not locals.
        anywhere |= item.Tail.StartsWith("ال", StringComparison.Ordinal) && scene.LastSpeaker is { } told && item.Meaning.Actors.Exists(w => w.Within is null && w.Actor.Code == told);
        foreach (var wording in item.Meaning.Actors.Where(w => !anywhere || w.Within is null))
            if (Weight(wording, scene, day, speaker) is var weight && (weight > best || weight == best && weight > 1 && Sooner(wording, code, scene))) (code, best) = (wording.Actor.Code, weight);
        return code;
    }

    // "the jihadists" in an English report on rebels and IS are those it calls by a name; of two such, who was met last.
    private static bool Sooner(ActorWording wording, string? other, Scene scene) =>
        wording.Form.Text.All(char.IsAscii) && scene.Calls(wording.Actor.Code) is var called && other is not null && called != scene.Calls(other) ? called : scene.MetAfter(wording.Actor.Code, other);

    private static int Weight(ActorWording wording, Scene scene, DateOnly day, string? speaker)
    {
        var form = wording.Form;
        if (wording.Metonym || (form.From is { } from && day < from)) return 0;
        // A name nobody bears any more still tells history.
        if (form.To is { } to && day >= to) return wording.Common || form.Speaker is not null ? 0 : 1;
        if (wording.Common && !wording.Actor.IsValidOn(day)) return 0;
        // A proper name of a party that is gone yields to whoever bears it now.
        if (form.Speaker is null && form.To is null && !wording.Common && !wording.Actor.IsValidOn(day)) return 1;
        if (wording.Within is { } within) return scene.Governorates.Contains(within) ? 5 : 0;
        // "the jihadists": of several who are called so, whom the report names.
        if (form.Speaker is null) return wording.Common && !scene.Names(wording.Actor) ? 2 : 3;
        return form.Speaker == speaker ? 4 : 0;
    }

    /// <summary>The government a capital stands for as a speaker.</summary>
    public static string? Metonym(Item item, DateOnly day) => item.Meaning.Actors.Find(w => w.Metonym && w.Actor.IsValidOn(day))?.Actor.Code;
}
