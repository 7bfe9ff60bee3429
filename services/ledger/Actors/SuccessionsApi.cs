using System.Globalization;
using System.Security.Claims;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>A recorded succession. Times UTC; <paramref name="On"/> is the first local day under the new code.</summary>
/// <param name="Position">Its place in the log, a decimal string.</param>
/// <param name="Retracted">What took it back; null while it stands.</param>
/// <param name="Warnings">What to look over, in sentences: an actor that did not exist then. Set by the answer to a POST only.</param>
public sealed record SuccessionEntry(
    string Id, string From, string To, DateOnly On, DateTimeOffset EffectiveFrom, string Source, string RecordedBy, DateTimeOffset RecordedAt, string Position,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] SuccessionRetraction? Retracted = null,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings = null)
{
    internal static SuccessionEntry Of(KnownSuccession s, Theatre theatre) =>
        new(s.Id, s.From, s.To, s.On, LocalTime.StartOf(s.On, theatre.Zone), s.Source, s.RecordedBy, s.RecordedAt, s.Position.ToString(CultureInfo.InvariantCulture), s.Retracted is { } r ? SuccessionRetraction.Of(s, r) : null);
}

/// <summary><c>/api/successions</c>: which actor went on as which, in the order it was recorded, those taken back only with <c>retracted=true</c>; analysts record more.</summary>
public static class SuccessionsApi
{
    private const string KeyHeader = "Idempotency-Key";

    internal static void MapSuccessions(this IEndpointRouteBuilder routes)
    {
        var successions = routes.MapGroup("/api/successions").RequireAuthorization(Roles.Reader).WithTags("actors");
        successions.MapGet("", ListAsync).Produces<Page<SuccessionEntry>>()
            .Tells("Which actors go on as which.", Ask.Theatre, Ask.Actor, Ask.Text("untilPosition", "As recorded up to this position.", "90"), Ask.After, Ask.Limit);
        successions.MapPost("", RecordAsync).RequireAuthorization(Roles.Analyst).Produces<SuccessionEntry>(StatusCodes.Status201Created).Produces<SuccessionEntry>().Takes<SuccessionTaken>()
            .Tells("An actor goes on under another code; what it holds carries over.", Ask.IdempotencyKey);
        successions.MapRetraction();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TheatreRegister theatres, KnownSuccessions successions, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var (retracted, actor, last, after, limit) = (query.OneOf("retracted", "false", "true", "false") == "true", query.Text("actor"), query.Place("untilPosition"), query.Place("after") ?? 0, query.Count("limit", Page<SuccessionEntry>.Usual, 1, Page<SuccessionEntry>.Most));
        if (theatre is null) return refused!;
        if (query.Problem() is { } problem) return problem;
        var code = actor is null ? null : theatre.FindActor(actor)?.Code;
        if (actor is not null && code is null) return ActorsApi.NotFound("actor", actor, theatre);
        var state = (await successions.ReadAsync(theatre, cancellation)).At(last ?? long.MaxValue);
        var found = (retracted ? state.All : state.Successions).Where(s => s.Position > after && (code is null || s.From == code || s.To == code)).Take(limit + 1).Select(s => SuccessionEntry.Of(s, theatre)).ToArray();
        return Results.Ok(new Page<SuccessionEntry>([.. found.Take(limit)], found.Length > limit ? found[limit - 1].Position : null));
    }

    private static async Task<IResult> RecordAsync(HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, ActorDoor door, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var (from, to, on, source, theatreId) = (body.Text("from", required: true), body.Text("to", required: true), LocalDay.Read(body, "on"), body.Text("source", required: true), body.Text("theatre"));
        if (source is not null && string.IsNullOrWhiteSpace(source)) body.Wrong("source", source, "where it comes from: a founding statement, a decree, a report");
        var key = request.Headers[KeyHeader].ToString();
        if (key.Length > 200) body.Wrong(KeyHeader, key, "a key of at most 200 characters");
        if (new QueryReader(request).Problem() is { } stray) return stray;
        if (body.Problem() is { } problem) return problem;
        if (theatres.Choose(theatreId) is not { } theatre)
            return theatreId is null ? Refusal.BadRequest(new FieldError("theatre", null, theatres.Expected)) : Refusal.Meaning(new FieldError("theatre", FieldError.Shorten(theatreId), theatres.Expected));
        var now = clock.GetUtcNow();
        if (LocalTime.IsAhead(LocalTime.StartOf(on!.Value, theatre.Zone), now))
            return Refusal.Meaning(new FieldError("on", $"{on:yyyy-MM-dd}", $"a local day that begins at most {LocalTime.MostAhead.TotalHours:0} hours from now ({now:u})"));
        return await DecideAsync(theatre, new(from!, to!, on.Value, source!, $"person:{person.Identity?.Name ?? "somebody"}", key.Length > 0 ? key : null), door, cancellation);
    }

    private static async Task<IResult> DecideAsync(Theatre theatre, NewSuccession asked, ActorDoor door, CancellationToken cancellation)
    {
        SuccessionOutcome? outcome = null;
        var state = await door.DecideAsync(theatre, state => (outcome = RecordSuccession.Decide(state, theatre, asked)) is SuccessionOutcome.Recorded recorded ? [recorded.Event] : [], cancellation);
        return outcome switch
        {
            SuccessionOutcome.Recorded recorded => Results.Created($"/api/successions?theatre={theatre.Id}&actor={recorded.Event.From}", Answer(state.OfActor(recorded.Event.From)!)),
            SuccessionOutcome.Known known => Results.Ok(Answer(known.Earlier)),
            SuccessionOutcome.Wrong wrong => Refusal.Meaning(new FieldError(wrong.Field, FieldError.Shorten(wrong.Found), wrong.Expected)),
            SuccessionOutcome.Contradicts c => Refusal.Conflict($"'{c.Field}' is '{c.Found}'; expected {c.Expected}.", new FieldError(c.Field, c.Found, c.Expected)),
            _ => throw new InvalidOperationException($"A decision on a succession came to {outcome}; expected one of the four outcomes."),
        };

        SuccessionEntry Answer(KnownSuccession s) => SuccessionEntry.Of(s, theatre) with { Warnings = Validity.Warnings(theatre, s.ToSuccession()) };
    }
}

/// <summary>What the document says of the body of a succession.</summary>
/// <param name="From">Code of the actor that ends.</param>
/// <param name="To">Code of the actor that goes on.</param>
/// <param name="On">First local day under the new code.</param>
/// <param name="Source">Where it comes from: a founding statement, a decree.</param>
/// <param name="Theatre">The theatre's id; not needed while there is only one.</param>
internal sealed record SuccessionTaken(string From, string To, DateOnly On, string Source, string? Theatre);
