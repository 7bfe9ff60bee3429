using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Territory.Hosting.Access;
using Territory.Hosting.ApiDocument;
using Territory.Hosting.Http;
using Territory.Ledger.Actors;
using Territory.Ledger.Control;
using Territory.Ledger.Knowledge;
using Territory.Theatres;

namespace Territory.Ledger.Briefs;

/// <summary><c>GET /api/brief</c>: what was learned in a span as one printable page, in Arabic or English; the same as JSON.</summary>
public static class BriefApi
{
    private const int UsualUnobservedDays = 30;
    private static readonly string Policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(BriefStyle.Sheet)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapBrief(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/brief", ReadAsync).RequireAuthorization(Roles.Reader).WithTags("knowledge").Produces<Brief>(200, "application/json", "text/html")
            .Tells("What was learned in a span, as one printable page or as JSON.", Ask.Theatre, Ask.Since, Ask.Until, Ask.OneOf("lang", "The page's language.", "en", "ar"),
                Ask.Number("unobservedDays", "Areas that nobody looked at for so long are listed.", UsualUnobservedDays), ControlApi.FormatOf("html", "json"));

    private static async Task<IResult> ReadAsync(HttpContext context, TheatreRegister theatres, KnownSuccessions successions, KnowledgeQuery knowledge, BriefQuery briefs, TimeProvider clock, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request);
        var (theatre, refused) = StateParameters.ReadTheatre(query, theatres);
        if (theatre is null) return refused!;
        var (since, until) = (SpanParameters.Since(query, theatre), SpanParameters.Until(query, theatre));
        var arabic = query.OneOf("lang", "en", "ar", "en") == "ar";
        var days = query.Count("unobservedDays", UsualUnobservedDays, 1, 36_500);
        var json = query.OneOf("format", WantsJson(context.Request) ? "json" : "html", "html", "json") == "json";
        if ((query.Problem() ?? SpanParameters.Impossible(query, since, until, clock.GetUtcNow())) is { } problem) return problem;
        var span = await knowledge.ResolveAsync(since ?? SpanParameters.AWeekBefore(until, clock.GetUtcNow()), until, cancellation);
        if (span.After > span.Until) return Refusal.Meaning(new FieldError("since", query.Text("since"), "a moment before 'until'"));
        var brief = await briefs.ReadAsync(await successions.ApplyAsync(theatre, cancellation), span, days, context.User.May(Roles.Analyst), cancellation);
        if (json) return Results.Ok(brief);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return new RazorComponentResult<BriefPage>(new { Brief = brief, Words = arabic ? BriefWords.Arabic : BriefWords.English, Theatre = theatre }) { PreventStreamingRendering = true };
    }

    private static bool WantsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("html", StringComparison.OrdinalIgnoreCase);
    }
}
