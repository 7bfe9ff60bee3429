using System.Globalization;
using System.Security.Claims;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Actors;

/// <summary>A succession taken back. Times UTC.</summary>
/// <param name="Id">The retraction's own id.</param>
/// <param name="Succession">Id of the succession that does not stand any more.</param>
/// <param name="Position">The retraction's place in the log, a decimal string.</param>
public sealed record SuccessionRetraction(string Id, string Succession, string From, string To, DateOnly On, string Reason, string RetractedBy, DateTimeOffset RecordedAt, string Position)
{
    internal static SuccessionRetraction Of(KnownSuccession s, KnownRetraction r) =>
        new(r.Id, s.Id, s.From, s.To, s.On, r.Reason, r.RetractedBy, r.RecordedAt, r.Position.ToString(CultureInfo.InvariantCulture));
}

/// <summary><c>POST /api/successions/{id}/retract</c>: an analyst takes back a succession that was wrong.</summary>
internal static class RetractSuccessionApi
{
    public static void MapRetraction(this IEndpointRouteBuilder successions) =>
        successions.MapPost("/{id}/retract", RetractAsync).RequireAuthorization(Roles.Analyst).Produces<SuccessionRetraction>(StatusCodes.Status201Created).Produces<SuccessionRetraction>().Takes<ReasonGiven>()
            .Tells("A succession did not happen.");

    private static async Task<IResult> RetractAsync(string id, HttpRequest request, ClaimsPrincipal person, TheatreRegister theatres, KnownSuccessions successions, ActorDoor door, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } stray) return stray;
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var reason = body.Text("reason", required: true, most: 2000);
        if (reason is not null && string.IsNullOrWhiteSpace(reason)) body.Wrong("reason", reason, "why, in a sentence: it is told to everybody who was told of the succession");
        if (body.Problem() is { } problem) return problem;
        foreach (var theatre in theatres.All)
            if ((await successions.ReadAsync(theatre, cancellation)).All.Any(s => s.Id == id))
                return await DecideAsync(theatre, id, reason!, $"person:{person.Identity?.Name ?? "somebody"}", door, cancellation);
        return Missing(id);
    }

    private static async Task<IResult> DecideAsync(Theatre theatre, string id, string reason, string person, ActorDoor door, CancellationToken cancellation)
    {
        RetractionOutcome? outcome = null;
        var state = await door.DecideAsync(theatre, state => (outcome = RetractSuccession.Decide(state, id, reason, person)) is RetractionOutcome.Recorded recorded ? [recorded.Event] : [], cancellation);
        return outcome switch
        {
            RetractionOutcome.Recorded => Results.Json(Answer(state.All.First(s => s.Id == id)), statusCode: StatusCodes.Status201Created),
            RetractionOutcome.Known known => Results.Ok(Answer(known.Earlier)),
            RetractionOutcome.Ended ended => Refusal.Conflict(
                $"The succession {id} was taken back by {ended.Earlier.Retracted!.Id} already; expected one that stands. GET /api/successions lists them.",
                new FieldError("id", FieldError.Shorten(id), $"a succession that stands: this one was retracted by {ended.Earlier.Retracted.Id}")),
            _ => Missing(id),
        };
    }

    private static SuccessionRetraction Answer(KnownSuccession succession) => SuccessionRetraction.Of(succession, succession.Retracted!);

    private static IResult Missing(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a succession; GET /api/successions lists them");
}
