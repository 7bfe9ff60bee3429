using System.Text.Json.Serialization;
using Territory.Contracts;
using Territory.Feed.Live;
using Territory.Feed.Log;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Feed.Subscriptions;

/// <summary>A subscription's filter as it was given and is shown, by codes. Empty: everything.</summary>
public sealed record FilterOfSubscription(IReadOnlyList<string> Areas, IReadOnlyList<string> Actors, string? From, string? To, Grade? MinGrade, IReadOnlyList<string> Kinds)
{
    private const int MostAreas = 200, MostActors = 50;
    public static readonly IReadOnlyList<string> AllKinds = [.. EventSchemas.Types.Select(EventTypes.Word)];
    public static readonly FilterOfSubscription Everything = new([], [], null, null, null, []);

    [JsonIgnore]
    public bool IsEmpty => this is { Areas.Count: 0, Actors.Count: 0, From: null, To: null, MinGrade: null, Kinds.Count: 0 };

    /// <summary>Reads it from a request; what is no filter at all is collected by the reader, what means nothing in the theatre is refused by <see cref="Resolve"/>.</summary>
    public static FilterOfSubscription Read(BodyReader? body)
    {
        if (body is null) return Everything;
        var grade = body.Text("minGrade");
        Grade least = default;
        if (grade is not null && !Grade.TryParse(grade, out least)) body.Wrong("minGrade", grade, "a letter A–F and a digit 1–6, for example B2");
        var kinds = body.Texts("kinds", AllKinds.Count) ?? [];
        if (kinds.Except(AllKinds).FirstOrDefault() is { } kind) body.Wrong("kinds", kind, "some of " + string.Join(", ", AllKinds));
        return new(body.Texts("areas", MostAreas) ?? [], body.Texts("actors", MostActors) ?? [], body.Text("from"), body.Text("to"), grade is null ? null : least, kinds);
    }

    /// <summary>The same with areas by their codes; the refusal when a word means nothing in the theatre.</summary>
    public (FilterOfSubscription? Filter, IResult? Refused) Resolve(Theatre theatre)
    {
        var areas = new List<string>();
        foreach (var (text, index) in Areas.Select((text, index) => (text, index)))
        {
            var (area, refused) = FindArea(theatre, text, $"filter.areas[{index}]");
            if (area is null) return (null, refused);
            areas.Add(area.Code);
        }
        foreach (var (field, code) in Actors.Select((code, index) => ($"filter.actors[{index}]", (string?)code)).Append(("filter.from", From)).Append(("filter.to", To)))
            if (code is not null && theatre.FindActor(code) is null) return (null, Refusal.NotFound(field, FieldError.Shorten(code), ActorSearch.Expected(theatre, code)));
        var (from, to) = (FilterWords.Code(theatre, From), FilterWords.Code(theatre, To));
        return (this with { From = from, To = to, Areas = [.. areas.Distinct()], Actors = [.. Actors.Select(a => theatre.FindActor(a)!.Code).Distinct()], Kinds = [.. Kinds.Distinct()] }, null);
    }

    private static (Area? Area, IResult? Refused) FindArea(Theatre theatre, string text, string field) => AreaSearch.Find(theatre, text) switch
    {
        AreaFound.Found found => (found.Area, null),
        AreaFound.Ambiguous several => (null, Refusal.BadRequest(new FieldError(field, FieldError.Shorten(text), AreaSearch.Expected(theatre, several)))),
        var none => (null, Refusal.NotFound(field, FieldError.Shorten(text), AreaSearch.Expected(theatre, none))),
    };
}

/// <summary>
/// A filter at work: at least one of the areas, at least one of the actors, and all the rest. Which actors it follows
/// depends on the successions told up to here, and on nothing else: the same log is filtered the same way whenever it is read.
/// </summary>
public sealed record WantedChanges(IReadOnlyList<FeedFilter> Areas, IReadOnlyList<FeedFilter> Actors, FeedFilter Rest, IReadOnlyList<string> Kinds)
{
    /// <param name="filter">As it is stored.</param>
    /// <param name="theatre">Its theatre.</param>
    /// <param name="told">The successions up to where reading begins.</param>
    public static WantedChanges Of(FilterOfSubscription filter, Theatre theatre, IEnumerable<ActorSuccession> told)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var known = FollowedActor.Told(theatre, told);
        return new(
            [.. filter.Areas.Select(code => new FeedFilter(theatre.FindArea(code) ?? throw new KeyNotFoundException($"the filter names the area {code}, which the theatre no longer has"), null, null, null, null))],
            [.. filter.Actors.Select(code => new FeedFilter(null, new FollowedActor(known, code), null, null, null))],
            new FeedFilter(null, null, filter.From, filter.To, filter.MinGrade), filter.Kinds);
    }

    public bool IsEmpty => Areas.Count == 0 && Actors.Count == 0 && Rest.IsEmpty && Kinds.Count == 0;

    public bool Wants(KeptChange kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return IsOfAKind(kept) && Rest.Wants(kept)
            && (Areas.Count == 0 || Areas.Any(area => area.Wants(kept)))
            && (Actors.Count == 0 || Actors.Any(actor => actor.Wants(kept)));
    }

    /// <summary>Whoever is told of successions is told of those that did not happen.</summary>
    private bool IsOfAKind(KeptChange kept) => Kinds.Count == 0 || Kinds.Contains(kept.Word) || (kept.Event.Type == EventTypes.SuccessionRetracted && Kinds.Contains(EventTypes.Word(EventTypes.Succeeded)));

    /// <summary>What is wanted after this was told.</summary>
    public WantedChanges After(KeptChange kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return Actors.Count > 0 && kept.Event.Succession is not null ? this with { Actors = [.. Actors.Select(actor => actor.After(kept))] } : this;
    }
}
