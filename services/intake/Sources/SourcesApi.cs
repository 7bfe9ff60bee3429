using System.Security.Claims;
using Territory.Contracts;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Intake.Sources;

/// <summary><c>/api/sources</c>: the register. Analysts write it; a restricted source is named to analysts only.</summary>
public static class SourcesApi
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/api/sources").RequireAuthorization(Roles.Reader).WithTags("sources");
        sources.MapGet("", ListAsync).Produces<Page<RegisteredSource>>().Tells("The register of sources; restricted ones for analysts only.", Ask.After, Ask.Limit);
        sources.MapPost("", SaveAsync).RequireAuthorization(Roles.Analyst).Produces<RegisteredSource>().Takes<SourceSent>().Tells("Register a source, or grade it anew.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal person, SourceRegister register, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (after, limit) = (query.Text("after"), query.Count("limit", Page<RegisteredSource>.Usual, 1, Page<RegisteredSource>.Most));
        if (query.Problem() is { } problem) return problem;
        var found = await register.ListAsync(person.May(Roles.Analyst), after, limit + 1, cancellation);
        var next = found.Count > limit ? found[limit - 1].Name : null;
        return Results.Ok(new Page<RegisteredSource>([.. found.Take(limit)], next));
    }

    private static async Task<IResult> SaveAsync(HttpRequest request, ClaimsPrincipal person, SourceRegister register, TheatreRegister theatres, TimeProvider clock, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, 16 * 1024, cancellation);
        if (body is null) return refused!;
        var (name, owner, language, gradeText, party, restricted) =
            (body.Text("name", required: true, most: 200), body.Text("owner", most: 200), body.Text("language", most: 3), body.Text("grade", required: true), body.Text("party"), body.Flag("restricted"));
        if (!Grade.TryParse(gradeText, out var grade) && gradeText is not null) body.Wrong("grade", gradeText, "a letter A–F and a digit 1–6, for example B2");
        if (name is "") body.Wrong("name", "", "the source's name");
        if (body.Problem() is { } problem) return problem;
        if (party is not null && theatres.All.All(t => t.FindActor(party) is null)) return Refusal.Meaning(new FieldError("party", party, "the code of an actor"));
        var source = new RegisteredSource(name!, owner ?? name!, language, grade, party, restricted, false, person.Identity?.Name ?? "somebody", clock.GetUtcNow());
        await register.SaveAsync(source, cancellation);
        return Results.Ok(source);
    }
}

/// <summary>What the document says of the body of a source.</summary>
/// <param name="Name">Its name, as reports give it.</param>
/// <param name="Owner">Who speaks through it: sources of one owner are one voice.</param>
/// <param name="Language">ISO 639.</param>
/// <param name="Grade">How good it is, a letter A–F and a digit 1–6.</param>
/// <param name="Party">Code of the actor it belongs to.</param>
/// <param name="Restricted">Its name and words are for analysts only.</param>
internal sealed record SourceSent(string Name, string? Owner, string? Language, Grade Grade, string? Party, bool? Restricted);
