using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>An actor as the register has it, with what the ledger knows of its succession.</summary>
/// <param name="Field">Its name in the field, English (<c>regime</c>).</param>
/// <param name="Neutral">Its neutral name, English.</param>
/// <param name="ValidFrom">First local day it existed; null when it was there before the theatre's time.</param>
/// <param name="ValidTo">First local day it no longer existed; null while it exists.</param>
/// <param name="Successor">As whom it goes on, and from which local day; null while nothing of the kind is recorded.</param>
/// <param name="Predecessors">Codes of those that go on as this one.</param>
public sealed record ActorEntry(
    string Code, string? Parent, string Field, string FieldAr, string Neutral, string NeutralAr, DateOnly? ValidFrom, DateOnly? ValidTo, string Colour,
    IReadOnlyList<string> Children, SuccessorEntry? Successor, IReadOnlyList<string> Predecessors)
{
    internal static ActorEntry Of(Actor actor, Theatre theatre) => new(
        actor.Code, actor.Parent, actor.Field, actor.FieldAr, actor.Neutral, actor.NeutralAr, actor.ValidFrom, actor.ValidTo, actor.Colour,
        [.. theatre.Actors.Where(a => a.Parent == actor.Code).Select(a => a.Code)],
        theatre.Successions.FirstOrDefault(s => s.From == actor.Code) is { } successor ? new(successor.To, successor.On) : null,
        [.. theatre.Successions.Where(s => s.To == actor.Code).Select(s => s.From)]);
}

/// <summary>As whom an actor goes on.</summary>
public sealed record SuccessorEntry(string Code, DateOnly On);

/// <summary><c>GET /api/actors</c>: who can hold an area, under which names and when.</summary>
public static class ActorsApi
{
    public static void MapActors(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/actors", ListAsync).RequireAuthorization(Roles.Reader).WithTags("actors").Produces<Page<ActorEntry>>()
            .Tells("The actors of a theatre.", Ask.Theatre, Ask.Text("q", "Only those of this name or code."), Ask.Text("parent", "Only children of this one."), Ask.Text("validOn", "Only those that were there on this local day.", "2024-12-07"), Ask.After, Ask.Limit);
        routes.MapGet("/api/actors/{actor}", OneAsync).RequireAuthorization(Roles.Reader).WithTags("actors").Produces<ActorEntry>().Tells("An actor, with its names and its time.", Ask.Theatre);
        routes.MapSuccessions();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TheatreRegister theatres, KnownSuccessions successions, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (words, parent, validOn, after, limit) =
            (query.Text("q"), query.Text("parent"), LocalDay.Read(query, "validOn"), query.Text("after"), query.Count("limit", Page<ActorEntry>.Usual, 1, Page<ActorEntry>.Most));
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        if (parent is not null && theatre.FindActor(parent) is null) return NotFound("parent", parent, theatre);
        if (Cursor.Problem(after, after is not null && theatre.FindActor(after)?.Code == after, "the code of an actor") is { } stray) return stray;
        var known = await successions.ApplyAsync(theatre, cancellation);
        var found = known.Actors.Where(a => (words is null || IsNamed(a, words)) && (parent is null || IsChild(a, parent)) && (validOn is not { } day || a.IsValidOn(day)))
            .OrderBy(a => a.Code, StringComparer.Ordinal).Where(a => after is null || string.CompareOrdinal(a.Code, after) > 0).Take(limit + 1).ToArray();
        return Results.Ok(new Page<ActorEntry>([.. found.Take(limit).Select(a => ActorEntry.Of(a, known))], found.Length > limit ? found[limit - 1].Code : null));
    }

    private static async Task<IResult> OneAsync(string actor, HttpRequest request, TheatreRegister theatres, KnownSuccessions successions, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        return theatre.FindActor(actor) is { } found ? Results.Ok(ActorEntry.Of(found, await successions.ApplyAsync(theatre, cancellation))) : NotFound("actor", actor, theatre);
    }

    internal static IResult NotFound(string field, string code, Theatre theatre) =>
        Refusal.NotFound(field, FieldError.Shorten(code), ActorSearch.Expected(theatre, code));

    /// <summary>The code, a word of a name, or a whole wording of it in reports.</summary>
    private static bool IsNamed(Actor actor, string words) =>
        new[] { actor.Code, actor.Field, actor.FieldAr, actor.Neutral, actor.NeutralAr }.Any(n => n.Contains(words, StringComparison.OrdinalIgnoreCase))
        || actor.Forms.Any(f => string.Equals(f.Text, words, StringComparison.OrdinalIgnoreCase));

    private static bool IsChild(Actor actor, string parent) => string.Equals(actor.Parent, parent, StringComparison.OrdinalIgnoreCase);
}
