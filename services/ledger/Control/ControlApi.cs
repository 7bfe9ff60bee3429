using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The envelope of every state answer: what was asked, as instants, and from which position it is answered.</summary>
public record ControlEnvelope(DateTimeOffset At, DateTimeOffset Known, DateTimeOffset? Reported, string Position, bool Settled, string? Checksum, string PackVersion, string Theatre);

/// <summary>State of all areas of a level.</summary>
public sealed record ControlAnswer(ControlEnvelope Envelope, IReadOnlyList<AreaControl> Areas)
    : ControlEnvelope(Envelope);

/// <summary>State of one area.</summary>
public sealed record AreaControlAnswer(ControlEnvelope Envelope, AreaControl Area)
    : ControlEnvelope(Envelope);

/// <summary><c>GET /api/control</c> and <c>/api/control/{area}</c>: who holds what, at any instant, by what was known or reported.</summary>
public static class ControlApi
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/api/control").RequireAuthorization(Roles.Reader).WithTags("control");
        control.MapGet("", AllAsync).Produces<ControlAnswer>();
        control.MapGet("/{area}", OneAsync).Produces<AreaControlAnswer>();
    }

    private static async Task<IResult> AllAsync(HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var level = query.OneOf<AreaLevel>("level") ?? AreaLevel.Governorate;
        query.OneOf("names", "day", "day", "today");
        if (theatre is null) return refused!;
        var question = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (query.Problem() is { } problem) return problem;
        var picture = await control.AskAsync(question, cancellation);
        var below = Below(theatre);
        var areas = theatre.Areas.Where(a => a.Level == level).OrderBy(a => a.Code, StringComparer.Ordinal).Select(a => AreaControl.Of(a, picture.At, picture.Rows, theatre, below)).ToArray();
        return Results.Ok(new ControlAnswer(Envelope(theatre, picture, areas), areas));
    }

    private static async Task<IResult> OneAsync(string area, HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        query.OneOf("names", "day", "day", "today");
        if (theatre is null) return refused!;
        var question = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (query.Problem() is { } problem) return problem;
        var (found, notFound) = StateParameters.FindArea(theatre, area);
        if (found is null) return notFound!;
        var picture = await control.AskAsync(question, cancellation);
        var state = AreaControl.Of(found, picture.At, picture.Rows, theatre, Below(theatre));
        return Results.Ok(new AreaControlAnswer(Envelope(theatre, picture, [state]), state));
    }

    private static ControlEnvelope Envelope(Theatre theatre, ControlPicture picture, IEnumerable<AreaControl> areas) =>
        new(picture.At, picture.Known, picture.Reported, picture.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), picture.Settled,
            picture.Settled ? Checksum.Of(theatre.Id, picture.At, areas) : null, theatre.PackVersion, theatre.Id);

    /// <summary>Every area under each of those above it.</summary>
    private static ILookup<string, Area> Below(Theatre theatre) =>
        theatre.Areas.SelectMany(a => a.Path.Where(code => code != a.Code).Select(above => (above, a))).ToLookup(x => x.above, x => x.a);
}
