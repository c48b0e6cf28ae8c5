import type { Call } from "./call";
import { edgeId } from "./trace-id";

const none: readonly string[] = [];

/** What CloudFront adds in front of an edge-optimised API, names and values by turns. */
export function edgeHeaders(call: Call): readonly string[] {
  if (!call.api!.isEdge) return none;
  return [
    "CloudFront-Forwarded-Proto",
    "https",
    "CloudFront-Is-Desktop-Viewer",
    "true",
    "CloudFront-Is-Mobile-Viewer",
    "false",
    "CloudFront-Is-SmartTV-Viewer",
    "false",
    "CloudFront-Is-Tablet-Viewer",
    "false",
    "CloudFront-Viewer-ASN",
    "64496",
    "CloudFront-Viewer-Country",
    "DE",
    "Via",
    "1.1 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)",
    "X-Amz-Cf-Id",
    edgeId(),
  ];
}

/** What CloudFront adds on the way back. */
export function edgeResponseHeaders(error: boolean): string[] {
  return [
    "X-Cache",
    error ? "Error from cloudfront" : "Miss from cloudfront",
    "Via",
    "1.1 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)",
    "X-Amz-Cf-Pop",
    "FRA60-P1",
    "X-Amz-Cf-Id",
    edgeId(),
  ];
}

/** CloudFront's own page for a GET with a body, aws-facts.md 1.1. */
export const edgeBadRequest = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>ERROR: The request could not be satisfied</TITLE>
</HEAD><BODY>
<H1>403 ERROR</H1>
<H2>The request could not be satisfied.</H2>
<HR noshade size="1px">
Bad request.
We can't connect to the server for this app or website at this time. There might be too much traffic or a configuration error. Try again later, or contact the app or website owner.
<BR clear="all">
<HR noshade size="1px">
</BODY></HTML>`;
