using System.Security.Claims;
using System.Text.Json;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Intake.Sources;

/// <summary><c>/api/sources</c>: the register. Analysts write it; a restricted source is named to analysts only.</summary>
public static class SourcesApi
{
    private const int LongestBody = 16 * 1024;
    private const int LongestName = 200;
    private static readonly Ask IfMatch = Ask.Header("If-Match", "The source's version; refused with 412 when it has another.", "\"3\"");

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/api/sources").RequireAuthorization(Roles.Reader).WithTags("sources");
        sources.MapGet("", ListAsync).Produces<Page<RegisteredSource>>().Tells("The register of sources; restricted ones for analysts only.", Ask.After, Ask.Limit);
        sources.MapGet("/{id}", OneAsync).Produces<RegisteredSource>().Tells("What the register says of a source, by its name.");
        sources.MapPut("/{id}", PutAsync).RequireAuthorization(Roles.Analyst).Produces<RegisteredSource>().Takes<SourceToldAnew>().Tells("Say all of a source anew: its grade, owner and language, and what of it waits for a person. It counts for what is reported from now on.", IfMatch);
        sources.MapPost("", AddAsync).RequireAuthorization(Roles.Analyst).Produces<RegisteredSource>().Takes<SourceSent>().Tells("Register a source, or grade it anew.", IfMatch);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal person, SourceRegister register, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Text("after"), query.Count("limit", Page<RegisteredSource>.Usual, 1, Page<RegisteredSource>.Most));
        if (query.Problem() is { } problem) return problem;
        // Whether there is a restricted source of this name is not for everybody.
        if (await Cursor.ProblemAsync(after, (name, _) => VisibleAsync(name, person, register, cancellation), "the name of a source", cancellation) is { } stray) return stray;
        var found = await register.ListAsync(person.May(Roles.Analyst), after, limit + 1, cancellation);
        var next = found.Count > limit ? found[limit - 1].Name : null;
        return Results.Ok(new Page<RegisteredSource>([.. found.Take(limit)], next));
    }

    private static async Task<IResult> OneAsync(string id, HttpRequest request, ClaimsPrincipal person, SourceRegister register, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        return await VisibleAsync(Name(id), person, register, cancellation) is { } source
            ? Results.Ok(source)
            : Refusal.NotFound("id", FieldError.Shorten(id), "the name of a source, escaped for a path; GET /api/sources lists them");
    }

    private static async Task<RegisteredSource?> VisibleAsync(string name, ClaimsPrincipal person, SourceRegister register, CancellationToken cancellation) =>
        await register.FindAsync(name, cancellation) is { } source && (!source.Restricted || person.May(Roles.Analyst)) ? source : null;

    private static async Task<IResult> AddAsync(HttpRequest request, ClaimsPrincipal person, SourceRegister register, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, LongestBody, cancellation);
        if (body is null) return refused!;
        var name = body.Text("name", required: true, most: LongestName);
        if (name is not null && string.IsNullOrWhiteSpace(name)) body.Wrong("name", name, "the source's name");
        return await SaveAsync(request, body, name?.Trim(), person, register, theatres, clock, cancellation);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, ClaimsPrincipal person, SourceRegister register, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        if (new QueryReader(request).Problem() is { } problem) return problem;
        var name = Name(id).Trim();
        if (name.Length is 0 or > LongestName || name.Contains('\0')) return Refusal.BadRequest(new FieldError("id", FieldError.Shorten(id.Replace("\0", "\\0", StringComparison.Ordinal)), $"the source's name, 1 to {LongestName} characters, escaped for a path"));
        var (body, refused) = await BodyReader.ReadAsync(request, LongestBody, cancellation);
        return body is null ? refused! : await SaveAsync(request, body, name, person, register, theatres, clock, cancellation);
    }

    private static async Task<IResult> SaveAsync(HttpRequest request, BodyReader body, string? name, ClaimsPrincipal person, SourceRegister register, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (owner, language, gradeText, party, restricted) = (body.Text("owner", most: LongestName), body.Text("language", most: 3), body.Text("grade", required: true), body.Text("party"), body.Flag("restricted"));
        var (least, everything) = (Share(body, "leastConfidence"), body.Flag("everythingWaits"));
        if (!Grade.TryParse(gradeText, out var grade) && gradeText is not null) body.Wrong("grade", gradeText, "a letter A–F and a digit 1–6, for example B2");
        if (owner is not null && string.IsNullOrWhiteSpace(owner)) body.Wrong("owner", owner, "who speaks through it, or no owner: then it speaks for itself");
        if (language is not null && !(language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower))) body.Wrong("language", language, "an ISO 639 code such as ar or en");
        if (body.Problem() is { } problem) return problem;
        var (headers, refused) = PersonsHeaders.Read(request, person, "the source's version as GET /api/sources tells it, for example \"3\"");
        if (headers is null) return refused!;
        var actor = party is null ? null : theatres.All.Select(t => t.FindActor(party)).FirstOrDefault(a => a is not null)?.Code;
        if (party is not null && actor is null) return Refusal.Meaning(new FieldError("party", party, "the code of an actor; GET /api/actors lists them"));
        var told = new RegisteredSource(name!, owner?.Trim() ?? name!, language, grade, actor, restricted, false, person.Identity?.Name ?? "somebody", clock.GetUtcNow(), least, everything);
        var saved = await register.SaveAsync(told, headers.IfVersion, cancellation);
        var known = await register.FindAsync(name!, cancellation);
        return saved ? Results.Ok(known) : new Obstacle(Why.Version, "If-Match", $"version {headers.IfVersion}", known is null ? "no version: the source is not registered" : $"version {known.Version}, which {known.RegisteredBy} made of it at {known.RegisteredAt:u}; read it again, then say it anew").Answer();
    }

    /// <summary>A number from 0 to 1; null when it is not there.</summary>
    private static double? Share(BodyReader body, string name)
    {
        const string expected = "a number from 0 to 1";
        if (body.Value(name, false, expected) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var share) && share is >= 0 and <= 1) return share;
        body.Wrong(name, value.GetRawText(), expected);
        return null;
    }

    /// <summary>A server leaves an escaped slash in a path as it is.</summary>
    private static string Name(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the document says of the body of a source.</summary>
/// <param name="Name">Its name, as reports give it.</param>
/// <param name="Owner">Who speaks through it: sources of one owner are one voice.</param>
/// <param name="Language">ISO 639.</param>
/// <param name="Grade">How good it is, a letter A–F and a digit 1–6.</param>
/// <param name="Party">Code of the actor it belongs to.</param>
/// <param name="Restricted">Its name and words are for analysts only.</param>
/// <param name="LeastConfidence">A reading less sure than this, 0 to 1, waits for a person; the theatre's own measure without it.</param>
/// <param name="EverythingWaits">Every reading waits for a person.</param>
internal sealed record SourceSent(string Name, string? Owner, string? Language, Grade Grade, string? Party, bool? Restricted, double? LeastConfidence, bool? EverythingWaits);

/// <summary>The same of a source that the path names.</summary>
/// <param name="Owner">Who speaks through it: sources of one owner are one voice.</param>
/// <param name="Language">ISO 639.</param>
/// <param name="Grade">How good it is, a letter A–F and a digit 1–6.</param>
/// <param name="Party">Code of the actor it belongs to.</param>
/// <param name="Restricted">Its name and words are for analysts only.</param>
/// <param name="LeastConfidence">A reading less sure than this, 0 to 1, waits for a person; the theatre's own measure without it.</param>
/// <param name="EverythingWaits">Every reading waits for a person.</param>
internal sealed record SourceToldAnew(string? Owner, string? Language, Grade Grade, string? Party, bool? Restricted, double? LeastConfidence, bool? EverythingWaits);
