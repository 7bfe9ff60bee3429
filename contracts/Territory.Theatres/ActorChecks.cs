namespace Territory.Theatres;

internal static class ActorChecks
{
    public static IEnumerable<string> Of(Theatre theatre)
    {
        foreach (var twice in theatre.Actors.GroupBy(a => a.Code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"actors.json: {twice.Count()} actors have the code {twice.Key}; a code names one actor.";
        foreach (var fault in theatre.Actors.SelectMany(a => FaultsOf(theatre, a).Select(f => $"actors.json, {a.Code}: {f}"))) yield return fault;
        foreach (var fault in theatre.Successions.SelectMany(s => FaultsOf(theatre, s).Select(f => $"actors.json, succession {s.From} to {s.To}: {f}"))) yield return fault;
        foreach (var form in SharedForms(theatre)) yield return form;
    }

    private static IEnumerable<string> FaultsOf(Theatre theatre, Actor actor)
    {
        if (new[] { actor.Field, actor.Neutral }.Any(string.IsNullOrWhiteSpace)) yield return "it needs a field and a neutral name in English.";
        if (new[] { actor.FieldAr, actor.NeutralAr }.Any(n => !HasArabic(n))) yield return "it needs a field and a neutral name in Arabic.";
        if (actor.ValidFrom >= actor.ValidTo) yield return $"it is valid from {actor.ValidFrom:O} to {actor.ValidTo:O}, which is no day; validTo is the first day it no longer existed.";
        if (actor.Parent is not null && theatre.FindActor(actor.Parent) is null) yield return $"its parent {actor.Parent} is no actor of this file.";
        foreach (var backed in actor.Backs.Where(b => theatre.FindActor(b) is null)) yield return $"it backs {backed}, who is no actor of this file.";
        if (Chain(actor.Code, code => theatre.FindActor(code)?.Parent)) yield return "its parents run in a circle.";
        foreach (var form in actor.Forms)
        {
            if (form.Text.Length == 0 || form.Text != form.Text.Trim()) yield return $"the surface form '{form.Text}' is empty or has a space at its edge.";
            if (form.From >= form.To) yield return $"the surface form '{form.Text}' is valid on no day; 'to' is the first day it no longer means this actor.";
            if (form.Speaker is not null && theatre.FindActor(form.Speaker) is null) yield return $"the surface form '{form.Text}' names the speaker {form.Speaker}, who is no actor of this file.";
        }
    }

    private static IEnumerable<string> FaultsOf(Theatre theatre, Succession succession)
    {
        var (from, to) = (theatre.FindActor(succession.From), theatre.FindActor(succession.To));
        if (from is null) yield return $"{succession.From} is no actor of this file.";
        if (to is null) yield return $"{succession.To} is no actor of this file.";
        if (to is not null && !to.IsValidOn(succession.On)) yield return $"{to.Code} does not exist on {succession.On:O}; let its validity begin by then.";
        if (from?.ValidTo is { } end && end > succession.On) yield return $"{from.Code} goes on existing until {end:O}; it ends on the day of the succession at the latest.";
        if (theatre.Successions.Count(s => s.From == succession.From) > 1) yield return $"{succession.From} has several successors; what it holds can pass to one.";
        if (Chain(succession.From, code => theatre.Successions.FirstOrDefault(s => s.From == code)?.To)) yield return "successions run in a circle.";
    }

    // The reader of reports could not choose.
    private static IEnumerable<string> SharedForms(Theatre theatre) =>
        from form in theatre.Actors.SelectMany(a => a.Forms, (a, f) => (Actor: a, Form: f)).GroupBy(f => (Text: AreaNames.Fold(f.Form.Text), f.Form.Speaker))
        from one in form
        from other in form
        where string.CompareOrdinal(one.Actor.Code, other.Actor.Code) < 0 && Overlap(one.Form, other.Form)
        select $"actors.json: '{one.Form.Text}' means {one.Actor.Code} and {other.Actor.Code} on the same days; give one of them 'from', 'to' or 'speaker'.";

    private static bool Overlap(SurfaceForm a, SurfaceForm b) =>
        (a.From ?? DateOnly.MinValue) < (b.To ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) < (a.To ?? DateOnly.MaxValue);

    private static bool HasArabic(string text) => text.Any(c => c is >= '\u0600' and <= '\u06FF');

    private static bool Chain(string code, Func<string, string?> next)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = code; at is not null; at = next(at))
            if (!seen.Add(at)) return true;
        return false;
    }
}
