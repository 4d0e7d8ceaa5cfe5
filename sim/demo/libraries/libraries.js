// What the page takes from others, as `libraries`.
export { scaleLinear } from 'd3-scale';
export { area, line } from 'd3-shape';
export { Component, h, render } from 'preact';
export { encode as qrCode } from 'uqr';
