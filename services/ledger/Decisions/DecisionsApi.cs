using System.Security.Claims;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Decisions;

/// <summary>Decisions of persons: <c>POST /api/changes</c>, <c>…/{id}/correct</c>, <c>…/{id}/retract</c> and <c>/api/observations</c>.</summary>
public static class DecisionsApi
{
    private const int LongestBody = 64 * 1024;

    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var decisions = routes.MapGroup("/api").RequireAuthorization(Roles.Analyst).WithTags("decisions");
        decisions.MapPost("/changes", DecideAsync).Produces<DecisionRecorded>(StatusCodes.Status201Created).Produces<DecisionRecorded>().Takes<DecisionTaken>()
            .Tells("A person decides who holds an area.", Ask.IdempotencyKey, Ask.IfMatch);
        decisions.MapPost("/changes/{id}/correct", CorrectAsync).Produces<DecisionRecorded>(StatusCodes.Status201Created).Produces<DecisionRecorded>().Takes<CorrectionTaken>()
            .Tells("Correct a change: say only what was otherwise, and why.", Ask.IdempotencyKey, Ask.IfMatch);
        decisions.MapPost("/changes/{id}/retract", RetractAsync).Produces<DecisionRecorded>(StatusCodes.Status201Created).Produces<DecisionRecorded>().Takes<RetractionTaken>()
            .Tells("Retract a change: what was before it holds on.", Ask.IdempotencyKey, Ask.IfMatch);
        decisions.MapPost("/observations", ObserveAsync).Produces<DecisionRecorded>(StatusCodes.Status201Created).Produces<DecisionRecorded>().Takes<ObservationTaken>()
            .Tells("Somebody looked, and it was so until then.", Ask.IdempotencyKey, Ask.IfMatch);
    }

    private static async Task<IResult> DecideAsync(HttpRequest request, ClaimsPrincipal person, DecisionDoor door, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, headers, refused) = await OpenAsync(request, person, cancellation);
        if (body is null || headers is null) return refused!;
        var (theatre, unknown) = Choose(body, theatres);
        if (theatre is null) return unknown!;
        var (areaText, word, note) = (body.Text("area", required: true, expected: "the area by code, ISO code or unambiguous name"), DecisionBody.Read(body, theatre, whole: true), body.Text("note", most: DecisionBody.LongestNote));
        if (body.Problem() is { } problem) return problem;
        var (area, notFound) = StateParameters.FindArea(theatre, areaText!);
        if (area is null) return notFound!;
        var asked = headers.For("chg_", theatre.Id, area.Code, new { call = "decide", word, note }, clock.GetUtcNow());
        return await door.RecordAsync(theatre, area.Code, (view, known) => DecideChange.Decide(view, word, note, asked, known), cancellation);
    }

    private static async Task<IResult> CorrectAsync(string id, HttpRequest request, ClaimsPrincipal person, DecisionDoor door, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, headers, refused) = await OpenAsync(request, person, cancellation);
        if (body is null || headers is null) return refused!;
        if (await door.FindAsync(id, cancellation) is not var (theatre, area)) return NoChange(id);
        var (word, reason) = (DecisionBody.Read(body, theatre, whole: false), Reason(body));
        if (body.Problem() is { } problem) return problem;
        var asked = headers.For("chg_", theatre.Id, area, new { call = "correct", id, word, reason }, clock.GetUtcNow());
        return await door.RecordAsync(theatre, area, (view, known) => CorrectChange.Decide(view, id, word, reason!, asked, known), cancellation);
    }

    private static async Task<IResult> RetractAsync(string id, HttpRequest request, ClaimsPrincipal person, DecisionDoor door, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, headers, refused) = await OpenAsync(request, person, cancellation);
        if (body is null || headers is null) return refused!;
        if (await door.FindAsync(id, cancellation) is not var (theatre, area)) return NoChange(id);
        var reason = Reason(body);
        if (body.Problem() is { } problem) return problem;
        var asked = headers.For("chg_", theatre.Id, area, new { call = "retract", id, reason }, clock.GetUtcNow());
        return await door.RecordAsync(theatre, area, (view, known) => RetractChange.Decide(view, id, reason!, asked, known), cancellation);
    }

    private static async Task<IResult> ObserveAsync(HttpRequest request, ClaimsPrincipal person, DecisionDoor door, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, headers, refused) = await OpenAsync(request, person, cancellation);
        if (body is null || headers is null) return refused!;
        var (theatre, unknown) = Choose(body, theatres);
        if (theatre is null) return unknown!;
        var (areaText, until, heldBy) = (body.Text("area", required: true, expected: "the area by code, ISO code or unambiguous name"), DecisionBody.Time(body, "until", theatre, required: true), DecisionBody.Actor(body.Text("heldBy"), theatre));
        var (source, grade, note) = (body.Text("source", required: true, most: 200, "who looked"), DecisionBody.Grade(body) ?? Grade.Unjudged, body.Text("note", most: DecisionBody.LongestNote));
        if (source is { } given && string.IsNullOrWhiteSpace(given)) body.Wrong("source", given, "who looked");
        if (body.Problem() is { } problem) return problem;
        var (area, notFound) = StateParameters.FindArea(theatre, areaText!);
        if (area is null) return notFound!;
        var asked = headers.For("obs_", theatre.Id, area.Code, new { call = "observe", until, heldBy, source, grade, note }, clock.GetUtcNow());
        return await door.RecordAsync(theatre, area.Code, (view, known) => RecordObservation.Decide(view.State, until!, heldBy, source!, grade, note, asked, known), cancellation);
    }

    private static async Task<(BodyReader? Body, PersonsHeaders? Headers, IResult? Refused)> OpenAsync(HttpRequest request, ClaimsPrincipal person, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return (null, null, problem);
        var (headers, wrong) = DecisionHeaders.Read(request, person);
        if (headers is null) return (null, null, wrong);
        var (body, refused) = await BodyReader.ReadAsync(request, LongestBody, cancellation);
        return (body, headers, refused);
    }

    private static (Theatre? Theatre, IResult? Refused) Choose(BodyReader body, TheatreRegister theatres)
    {
        var id = body.Text("theatre");
        if (theatres.Choose(id) is { } theatre) return (theatre, null);
        var error = new FieldError("theatre", id, theatres.Expected);
        return (null, id is null ? Refusal.BadRequest(error) : Refusal.NotFound(error));
    }

    private static string? Reason(BodyReader body)
    {
        var reason = body.Text("reason", required: true, most: DecisionBody.LongestNote);
        if (reason is { } given && string.IsNullOrWhiteSpace(given)) body.Wrong("reason", given, "why, in a sentence: it is told to everybody who was told of the change");
        return reason;
    }

    private static IResult NoChange(string id) => Refusal.NotFound("id", FieldError.Shorten(id), "the id of a change; GET /api/changes lists them");
}
