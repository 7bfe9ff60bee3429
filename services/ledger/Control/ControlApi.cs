using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>The envelope of every state answer: what was asked, as instants, and from which position it is answered. Times UTC.</summary>
public abstract class ControlEnvelope
{
    /// <param name="areas">By the names of the day asked about: the checksum is one, whoever's names the answer has.</param>
    private protected ControlEnvelope(Theatre theatre, ControlPicture picture, IEnumerable<AreaControl> areas)
    {
        (At, Known, Reported, Settled, PackVersion, Theatre) = (picture.At, picture.Known, picture.Reported, picture.Settled, theatre.PackVersion, theatre.Id);
        Position = picture.Position.ToString(CultureInfo.InvariantCulture);
        Checksum = picture.Settled ? Control.Checksum.Of(theatre.Id, picture.At, areas) : null;
    }

    public DateTimeOffset At { get; }
    public DateTimeOffset Known { get; }
    public DateTimeOffset? Reported { get; }
    /// <summary>The last position that was looked at, a decimal string.</summary>
    public string Position { get; }
    /// <summary>Nothing recorded later can change this answer.</summary>
    public bool Settled { get; }
    /// <summary>SHA-256 over codes, statuses and times; null while not settled.</summary>
    public string? Checksum { get; }
    public string PackVersion { get; }
    public string Theatre { get; }
}

/// <summary>State of all areas of a level.</summary>
public sealed class ControlAnswer : ControlEnvelope
{
    internal ControlAnswer(Theatre theatre, ControlPicture picture, IReadOnlyList<Area> asked, DateOnly names) : base(theatre, picture, asked.Select(a => AreaControl.Of(a, picture, LocalTime.DayOf(picture.At, theatre.Zone)))) =>
        Areas = [.. asked.Select(a => AreaControl.Of(a, picture, names))];

    public IReadOnlyList<AreaControl> Areas { get; }
}

/// <summary>State of one area.</summary>
public sealed class AreaControlAnswer : ControlEnvelope
{
    internal AreaControlAnswer(Theatre theatre, ControlPicture picture, Area area, DateOnly names) : base(theatre, picture, [AreaControl.Of(area, picture, LocalTime.DayOf(picture.At, theatre.Zone))]) =>
        (Area, Warnings) = (AreaControl.Of(area, picture, names), Validity.Warnings(area, LocalTime.DayOf(picture.At, theatre.Zone)));

    public AreaControl Area { get; }
    /// <summary>What to look over, in sentences: an area asked for on a day on which it was not there.</summary>
    public IReadOnlyList<string> Warnings { get; }
}

/// <summary><c>GET /api/control</c> and <c>/api/control/{area}</c>: who holds what, at any instant, by what was known or reported.</summary>
public static class ControlApi
{
    private static readonly IReadOnlyList<Ask> Axes =
    [
        Ask.Text("at", "State at the end of this local day, month or year, or at this instant; now without it.", "2024-12-07"), Ask.Known, Ask.Reported,
        Ask.OneOf("names", "Actors by the names of the day asked about, or of today.", "day", "today"),
    ];

    internal static Ask FormatOf(params IReadOnlyList<string> formats) => Ask.OneOf("format", "The shape of the answer; it goes before the Accept header.", formats);

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/api/control").RequireAuthorization(Roles.Reader).WithTags("control");
        control.MapGet("", AllAsync).Produces<ControlAnswer>(200, "application/json", "application/geo+json", "application/x-ndjson", "text/csv")
            .Tells("Who holds each area of a level, at any instant, by what was known or reported.", [Ask.Theatre, Ask.OneOf<AreaLevel>("level", "Areas of this level."), .. Axes, FormatOf("json", "geojson", "csv", "ndjson"), Ask.Hxl]);
        control.MapGet("/{area}", OneAsync).Produces<AreaControlAnswer>()
            .Tells("Who holds one area, at any instant, by what was known or reported.", [Ask.Theatre, .. Axes]);
    }

    private static async Task<IResult> AllAsync(HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var level = query.OneOf<AreaLevel>("level") ?? AreaLevel.Governorate;
        var names = query.OneOf("names", "day", "day", "today");
        var choice = ExportChoice.Read(query, request, ExportFormat.Json, ExportFormat.Geojson, ExportFormat.Csv, ExportFormat.Ndjson);
        if (theatre is null) return refused!;
        var (question, problem) = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (problem is not null) return problem;
        var asked = theatre.Areas.Where(a => a.Level == level).OrderBy(a => a.Code, StringComparer.Ordinal).ToArray();
        var picture = await control.AskAsync(question with { Areas = [.. asked.Select(a => a.Code)] }, cancellation);
        return Shape(choice, theatre, level, picture, new ControlAnswer(theatre, picture, asked, NamesOn(names, picture, theatre, clock)));
    }

    private static IResult Shape(ExportChoice choice, Theatre theatre, AreaLevel level, ControlPicture picture, ControlAnswer answer) => choice.Format switch
    {
        ExportFormat.Geojson => new ControlGeoJson(theatre, answer, TermsOf(theatre, answer)),
        ExportFormat.Csv => new CsvExport<ControlRow>(ControlColumns.Of(level), choice.Hxl, answer.Areas.Select(a => new ControlRow(a, picture)).ToAsyncEnumerable(), $"{theatre.Id}-control-{Cell.Of(level)}", TermsOf(theatre, answer)),
        ExportFormat.Ndjson => new NdjsonExport(answer.Areas.Select(a => JsonSerializer.Serialize(a, ContractJson.Options)).ToAsyncEnumerable(), TermsOf(theatre, answer)),
        _ => Results.Ok(answer),
    };

    internal static ExportTerms TermsOf(Theatre theatre, ControlAnswer answer) => new(theatre)
    {
        At = answer.At,
        Known = answer.Known,
        Reported = answer.Reported,
        Position = answer.Position,
        Settled = answer.Settled,
        Checksum = answer.Checksum,
    };

    private static async Task<IResult> OneAsync(string area, HttpRequest request, TheatreRegister theatres, ControlQuery control, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        var names = query.OneOf("names", "day", "day", "today");
        if (theatre is null) return refused!;
        var (question, problem) = StateParameters.Read(query, theatre, clock.GetUtcNow());
        if (problem is not null) return problem;
        var (found, notFound) = StateParameters.FindArea(theatre, area);
        if (found is null) return notFound!;
        var picture = await control.AskAsync(question with { Areas = [found.Code] }, cancellation);
        return Results.Ok(new AreaControlAnswer(theatre, picture, found, NamesOn(names, picture, theatre, clock)));
    }

    /// <summary>Of the day asked about or of today; where the moment of knowledge is pinned, its day is today: the answer does not move with the calendar.</summary>
    private static DateOnly NamesOn(string names, ControlPicture picture, Theatre theatre, TimeProvider clock) =>
        LocalTime.DayOf(names == "day" ? picture.At : picture.Axes.IsHead ? clock.GetUtcNow() : picture.Known, theatre.Zone);
}
