using System.Text.Json;
using Territory.Contracts;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>
/// States as a GeoJSON FeatureCollection (RFC 7946, WGS84). Properties are the JSON answer's; beside the features stand
/// the disclaimer, the licence and the point of both axes, for a file travels without its address.
/// </summary>
internal sealed class ControlGeoJson(Theatre theatre, ControlAnswer answer, ExportTerms terms) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ExportChoice.MediaType(ExportFormat.Geojson);
        terms.Tell(httpContext.Response);
        await using (var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder })) Write(json);
        await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        Member(json, "theatre", answer.Theatre);
        Member(json, "disclaimer", theatre.Disclaimer);
        Member(json, "disclaimerAr", theatre.DisclaimerAr);
        Member(json, "licence", theatre.Licence);
        Member(json, "sources", theatre.Sources);
        Member(json, "packVersion", answer.PackVersion);
        Member(json, "at", answer.At);
        Member(json, "known", answer.Known);
        Member(json, "reported", answer.Reported);
        Member(json, "position", answer.Position);
        Member(json, "settled", answer.Settled);
        Member(json, "checksum", answer.Checksum);
        json.WriteStartArray("features");
        foreach (var area in answer.Areas) Feature(json, area);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Feature(Utf8JsonWriter json, AreaControl area)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", area.Area);
        json.WritePropertyName("geometry");
        Geometry(json, theatre.Shapes.GetValueOrDefault(area.Area));
        Member(json, "properties", area);
        json.WriteEndObject();
    }

    private static void Geometry(Utf8JsonWriter json, IReadOnlyList<IReadOnlyList<GeoPoint>>? rings)
    {
        if (rings is null)
        {
            // RFC 7946, 3.2: an unlocated feature.
            json.WriteNullValue();
            return;
        }
        var polygons = Polygons.Of(rings).Select(polygon => polygon.Select(ring => ring.Select(p => new[] { p.Longitude, p.Latitude }))).ToArray();
        json.WriteStartObject();
        json.WriteString("type", polygons.Length == 1 ? "Polygon" : "MultiPolygon");
        json.WritePropertyName("coordinates");
        if (polygons.Length == 1) JsonSerializer.Serialize(json, polygons[0]);
        else JsonSerializer.Serialize(json, polygons);
        json.WriteEndObject();
    }

    private static void Member<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, ContractJson.Options);
    }
}
