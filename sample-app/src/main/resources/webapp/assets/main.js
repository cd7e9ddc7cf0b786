import {createCard} from './card.js';
import {endpoints} from './endpoints.js';

document.getElementById('cards').append(...endpoints.map(createCard));
